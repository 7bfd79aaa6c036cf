"""Surnames frequent in Spanish and Portuguese, in plain letters. A list of words, nothing else."""

_WORDS = """
abarca abreu acevedo acosta acuna aguayo aguero aguiar aguila aguilar aguilera aguirre ajanel
alarcon albarran albuquerque alcala alcantar alcantara alcaraz aldana aleman alfaro almaraz almeida
alonso altamirano alvarado alvares alvarez alves alvim amador amaral amaya amorim anaya andrade
antonio antunes anzures apaza aquino aragon arana aranda araujo araya arce arellano arenas arevalo
arguello arias ariza arriaga arriola arroyo arruda arteaga astudillo avalos avendano avila aviles
ayala azevedo baez balderas ballesteros banuelos baptista barahona barajas barbosa barcenas barragan
barrera barreto barrientos barrios barros barroso bastos baten batista bautista becerra becerril
beltran benavides benitez bermudez bernal berrios betancourt bezerra blanco bolanos bolom bonilla
borges borja botello bravo briceno briones brito bueno burgos bustamante bustos caal caballero
cabral cabrera caceres calderon calvo camacho camargo campos canales candido cano canto cantu
carbajal cardenas cardona cardoso cardozo carmona carneiro caro carranza carrasco carreno carrera
carrillo carrion carvajal carvalho casas casillas castaneda castano castellanos castillo castrejon
castro catalan cavalcante cavazos ceballos cedeno centeno cepeda cerda cerqueira cervantes cespedes
chable chacon chambi chan chavarria chavez choc choque chub cifuentes cisneros cobos coc coelho
colin collazo collazos colmenares concha conde condori contreras cordeiro cordero cordoba cordova
corona coronado coronel correa correia cortes cortez cortina costa coto couto crespo cruz cuellar
cuevas cunha cux dantas davila delgado dias diaz diez domingues dominguez donoso duarte duenas duque
duran echeverria elizondo encinas enriquez entzin escalante escalona escobar escobedo escudero
esparza espejo espino espinosa espinoza esquivel esteves estevez estrada evangelista fajardo farias
feliciano felix fernandes fernandez ferrari ferreira ferrer ferreyra figueira figueiredo figueroa
flores fonseca fraga franco fregoso freire freitas frias frutos fuenmayor fuentes gaitan galarza
galdamez galeana galindo gallardo gallegos galvan galvez gama gamboa gamez gaona garay garces garcia
garrido garza gaspar gaytan gil giraldo girao godinez godoy gomes gomez goncalves gongora gonsalves
gonzaga gonzales gonzalez gordillo granados guarch guardado guedes guerra guerrero guevara guillen
guimaraes guisado gutierrez guzman haro heredia hernandes hernandez herrera hidalgo higareda
hinojosa holguin huaman huanca huerta hurtado ibanez ibarra ichin iglesias infante iniguez islas
ixcoy izquierdo jaimes jara jaramillo jasso jimenez jolote jorge juarez jurado lagos lagunes lara
leal ledesma leite leiva lemos lemus leon leyva lima linares lira lizarraga loaiza lobo longoria
lopes lopez lorenzo loyola lozada lozano lucas lucero lugo luis lujan luna lunez luz macedo machado
macias maciel madera madrid madrigal magalhaes magana maia maldonado mamani mancilla manriquez manzo
marcos marin marino marques marquez marroquin martin martinez martins mata mateo matias matos maya
mayorga mazariegos medeiros medel medina medrano mejia melgar melo mena mendes mendez mendonca
mendoza menendez meneses mercado merino mesquita meza miranda mireles moctezuma moncada mondragon
monroy monsalve montano monteiro monteros monterroso montes montesinos montiel montoya monzon mora
moraes morais morales moran moreira morejon moreno moscoso mota moura moya mujica munguia muniz
munoz murillo najera naranjo narvaez nascimento natividad nava navarrete navarro nazario negrete
neira neri neto neves nieto nino nogueira noguera nolasco noriega novaes novoa nunes nunez ocampo
ocana ochoa ojeda olea oliva olivares oliveira oliveros olivo olmedo olvera ordaz ordonez orellana
orjuela orozco ortega ortiz osorio osuna otero ovalle oviedo pacheco padilla paez pagan palacio
palacios palma palomares palomino pantoja pardo paredes parra pascual patino patishtan paulino paz
pec pedraza pedroza peixoto pelaez pena penagos penaloza peralta perdomo pereda pereira perera peres
perez pilco pimentel pina pineda pinheiro pinho pino pinto pires pizarro polanco polo ponce pop
porras portela portillo posada pozos prado prieto proano puente puga pulido puma queiroz quezada
quijano quinones quintana quintanilla quintero quiroga quiroz quispe ramirez ramos rangel rebollar
rebolledo recinos reis rendon renteria requena resendiz restrepo reyes reyna reynoso ribeiro rico
rincon rios riquelme rivas rivera rivero robledo robles roca rocha rodas rodrigues rodriguez rojas
roldan romano romero romo roque rosa rosado rosales rosario rosas rossi ruano rubio rueda ruelas
ruiz ruz saavedra sacul saenz salas salazar salcedo saldana saldivar salgado salguero salinas
salmeron salvador samaniego sampaio sanabria sanches sanchez sanchiz sandoval santana santander
santiago santillan santiz santizo santos sarabia saraiva sarmiento saucedo segovia segura sepulveda
serna serrano shilon sierra sifuentes silva silveira silvestre simoes soares solano soler solis
solorzano soria soriano sosa sotelo soto sousa souza suarez tamayo tapia tavares teixeira tejada
tejeda tellez tello tepole teran terrazas ticona tirado tiul toledo toribio toro torres torrez tovar
toxqui trejo trevino trindade trinidad trujillo tun tzintzun tzoc ulloa urbina urena uribe urrutia
valadez valdes valdez valdivia valencia valente valenzuela valerio valladares valle vallejo valverde
vanegas varela vargas vasconcelos vasquez vaz vazquez vega vela velasco velasquez velazquez velez
venegas ventura vera verdugo vergara vicente victoria vidal vieira viera vigil vilca vilchis villa
villalba villalobos villalpando villanueva villarreal villasenor villegas viveros xavier
xicohtencatl xol xolo yanez ybarra yepez yupanqui zamarripa zambrano zamora zamorano zamudio zapata
zaragoza zarate zavala zelaya zepeda zuniga zurita
"""

SURNAMES = frozenset(_WORDS.split())
