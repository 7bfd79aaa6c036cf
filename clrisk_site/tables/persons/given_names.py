"""Given names frequent in Spanish and Portuguese, in plain letters. A list of words, nothing else."""

_WORDS = """
aaron abel abelardo abigail abraham abril ada adalberto adan adela adelina adolfo adrian adriana
agustin agustina aida alan alba albert alberta alberto aldo alejandra alejandro alejo alessandra
alex alexa alexander alexandra alexandre alexis alfonsina alfonso alfredo alice alicia alina aline
alison allison alma alondra alonso alvaro amada amador amalia amanda amelia america amparo ana
anabel anahi analia anastasia andre andrea andreia andres andreu andy angel angela angeles angelica
angelina angelo anibal anita antonela antonella antonia antonio apolinar araceli aranza ariadna
ariana ariel arleth armando arnaldo arnulfo aroldo arthur artur arturo astrid asuncion augusto
aurelio aurora axel ayelen azucena barbara bartolome bautista beatriz belen benedicto benicio benita
benito benjamin bento berenice bernabe bernarda bernardino bernardo berta bertha betania bianca
blanca brandon brayan brenda breno briana brianda brisa briseida britany bruna bruno bryan byron
caio camila camilo candela candelaria caridad carina carla carlos carlota carmela carmelo carmen
carolina caroline catalina catarina caua cecilia cecilio celeste celia celina celso cesar christian
cinthia cipriano citlali clara clarisa claudia claudio clemente clementina concepcion constantino
constanza consuelo corina cristal cristian cristiana cristiane cristiano cristina cristobal cruzita
cynthia dafne dalia damaris damian daniel daniela daniele danilo dante dario davi david dayana
debora deborah delfina delfino delia denis denise dennis diana diego dilan dilcia dina dionisio
dolores domenica domingo domitila dora doris dulce dylan eder edgar edgardo edison edith edmundo
edna edson eduarda eduardo edwin efrain efren eladio elba eleazar elena eleonora eli elia eliana
elias elida eligio elisa elisabet elizabeth eloisa eloy elsa elvia elvira elvis emanuel emerson
emilia emiliana emiliano emilio emily emma emmanuel enrique enzo epifanio erasmo eric erica erick
erik erika ernestina ernesto esmeralda esperanza estanislao esteban estefani estefania estela ester
esther estrella eufemia eugenia eugenio eulalia eulogio eunice eusebio eva evangelina evelia evelin
evelyn ezequiel fabian fabiana fabio fabiola fabricio fatima faustino fausto federico felicia
feliciano felicita felipe felix ferdinand fermin fernanda fernando fidel filiberto flavia flavio
flor florencia florencio florentino floriberto fortino francisca francisco franco frank franklin
freddy fredy frida gabino gabriel gabriela gael gaspar gema gemma genaro genesis genoveva georgina
gerardo german gerson gertrudis gilberto gilda gimena giovana giovanna giovanni gisela giselle
gladis gladys gloria gonzalo graciela gregoria gregorio greta griselda guadalupe guillermina
guillermo gustavo hannah haydee hector heidi helena heloisa henrique henry heriberto herlinda
hermelinda hermenegildo hermilo herminia herminio hernan hilaria hilario hilda hipolito homero
horacio hortensia hugo humberto iago ian ibeth ignacia ignacio iker ileana imelda ines ingrid
inocencio irene iris irma irving isaac isabel isabela isabella isai isaias isaura isidora isidro
ismael israel itzel ivan ivana ivette ivonne jacinta jacinto jacob jacobo jacqueline jade jaime jair
jairo janet janeth jaqueline javier jazmin jennifer jenny jeremias jeronimo jesica jessica jesus
jhon jimena joana joanna joao joaquim joaquin joel johana johanna john johnny jonas jonatan jonathan
jordan jorge jose josefa josefina joselin joseline joselyn joshua josue jovita juan juana julia
julian juliana juliano julieta julio julissa justina justino justo kaique karen karina karla karol
katherine katia kauan kelly kenia kevin kimberly lara larissa laura leandra leandro leidy leila leon
leonarda leonardo leonel leonor leopoldo leticia levi lia liam lidia ligia lilia liliana lina linda
lisandro lisbeth livia lizbeth lizeth lluvia lola lorena lorenza lorenzo lourdes luan luana luca
lucas lucero lucia luciana luciano lucila lucio lucrecia luis luisa luiz luiza luna lupita luz luzia
macarena macario magali magdalena maite malena manoel manoela manuel manuela mara marcela marcelino
marcelo marcia marcial marco marcos margarida margarita maria mariam mariana mariano maribel
maricela maricruz mariela marilu marina mario marisa marisol maritza marlene marlon marta martha
martin martina mateo mateus matheus matias matilde maura mauricio mauro maximiliano maximo maya
mayra melania melany melchor melina melisa melissa mercedes micaela michelle miguel miguelina
mikaela milagros milton minerva miranda mirella mireya miriam misael modesta modesto moises monica
monserrat montserrat myriam nadia nahum nancy naomi narciso natalia natalie natanael nayeli nayely
nazario neftali nelida nelly nelson nerea nereyda nestor nicanor nicolas nicolasa nicole nidia
nieves nilda nilton noe noel noelia noemi nora norberto norma nubia obdulia octavio odalys odilia
ofelia olga olivia omar ondina oralia orfelina oriana orlando oscar osmar osvaldo oswaldo otilia
otoniel ovidio pablo paloma pamela paola paolo pascual pascuala patricia patricio paul paula paulina
paulo pedrina pedro penelope perla petra petrona piedad pilar plutarco porfirio primitivo priscila
quetzali quirino rafael rafaela raimundo ramiro ramon ramona raquel raul raymundo rebeca regina
reina reinaldo remedios renata renato rene reyna reynaldo ricardo rigoberto rita robert roberta
roberto rocio rodolfo rodrigo rogelia rogelio roger rolando roman romina romulo ronald ronaldo roque
rosa rosalba rosalia rosalina rosalinda rosana rosario rosaura rosenda rosendo roxana ruben rubi
rubicelia rufina rufino ruth sabina sabrina salma salomon salvador samanta samantha samara samuel
sandra santiago santos sara sarah sarai saul sebastian sebastiana selena selene serafin serafina
sergio severiana severino sharon sheila shirley sidney silvano silvestre silvia silvina silvio simon
simona socorro sofia sol soledad sonia soraya stefany stella stephanie susana susy tadeo talia
tamara tania tatiana telma teodora teodoro teofilo teresa teresita thais thalia thiago thomas tiago
timoteo tobias tomas tomasa trinidad ubaldo ulises uriel ursula valdemar valentin valentina valeria
valeriano valery vanesa vanessa vania vera veronica vicenta vicente victor victoria victoriano vilma
vinicius violeta virgilio virginia vitor vitoria viviana wagner walter wanda wendy wesley wilber
wilfrido wilian william wilmer wilson ximena xiomara xochitl yadira yael yahir yair yamila yamileth
yanet yaneth yanira yaretzi yasmin yazmin yenifer yesenia yessica yohana yolanda yolotzin yuliana
yunuen yuri yuridia yuritzi zaira zoe zoila zulema zuleyma
"""

GIVEN_NAMES = frozenset(_WORDS.split())
