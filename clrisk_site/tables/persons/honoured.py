"""People after whom schools, streets and places are called: their names are no sign of a list of persons."""

_NAMES = """
adolfo lopez mateos | adolfo ruiz cortines | agustin de iturbide | agustin melgar | alvaro obregon |
amado nervo | andres bello | andres quintana roo | angel albino corzo | anisio teixeira | antonio
jose de sucre | antonio narino | aquiles serdan | arturo prat | belisario dominguez | benito juarez
| benito juarez garcia | benjamin constant | bernardo ohiggins | carlos a carrillo | carmen serdan |
castro alves | cesar vallejo | constitucion de 1917 | cristobal colon | cuauhtemoc | deodoro da
fonseca | diego rivera | duque de caxias | emiliano zapata | emiliano zapata salazar | enrique c
rebsamen | enrique rebsamen | ermilo abreu gomez | felipe angeles | felipe carrillo puerto |
fernando montes de oca | floriano peixoto | francisco de miranda | francisco de paula santander |
francisco gonzalez bocanegra | francisco i madero | francisco j mujica | francisco javier clavijero
| francisco javier mina | francisco madero | francisco morazan | francisco primo de verdad |
francisco sarabia | francisco villa | francisco zarco | frida kahlo | gabriel ramos millan |
gabriela mistral | general lazaro cardenas | getulio vargas | goncalves dias | guadalupe victoria |
gustavo a madero | gustavo diaz ordaz | heriberto jara | hermanos flores magon | hermenegildo
galeana | ignacio allende | ignacio lopez rayon | ignacio m altamirano | ignacio manuel altamirano |
ignacio ramirez | ignacio zaragoza | jaime nuno | jaime torres bodet | jesus garcia | jesus gonzalez
ortega | jesus reyes heroles | joaquim nabuco | jose antonio paez | jose artigas | jose bonifacio |
jose carlos mariategui | jose clemente orozco | jose de alencar | jose de escandon | jose de san
martin | jose emilio grajales | jose maria la fragua | jose maria morelos | jose maria morelos y
pavon | jose maria pino suarez | jose marti | jose olaya | jose vasconcelos | jose vasconcelos
calderon | josefa ortiz de dominguez | juan aldama | juan de dios peza | juan de la barrera | juan
enriquez | juan escutia | juan pablo duarte | juan rulfo | juan sabines | juan sabines gutierrez |
juana de arco | juana de asbaje | juscelino kubitschek | justo sierra | justo sierra mendez | lazaro
cardenas | lazaro cardenas del rio | leona vicario | leyes de reforma | luis donaldo colosio | luis
donaldo colosio murrieta | luis echeverria | luis echeverria alvarez | machado de assis | manuel
avila camacho | manuel belgrano | manuel c tello | manuel doblado | manuel gutierrez najera | manuel
lopez cotilla | marechal rondon | margarita maza de juarez | mariano abasolo | mariano azuela |
mariano escobedo | mariano matamoros | mariano melgar | martin luis guzman | melchor ocampo | miguel
aleman | miguel aleman valdes | miguel de cervantes | miguel de cervantes saavedra | miguel grau |
miguel hidalgo | miguel hidalgo y costilla | miguel ramos arizpe | moises saenz | monteiro lobato |
narciso mendoza | nezahualcoyotl | nicolas bravo | nicolas san juan | ninos heroes | octavio paz |
pablo neruda | pascual orozco | paulo freire | pedro infante | pedro moreno | plutarco elias calles
| ponciano arriaga | porfirio diaz | primo tapia | rafael ramirez | rafael ramirez castaneda | ramon
castilla | ramon corona | ramon lopez velarde | ricardo flores magon | rio branco | rodolfo figueroa
| rosario castellanos | rui barbosa | santa cruz | santiago apostol | santos degollado | santos
dumont | sebastian lerdo de tejada | simon bolivar | sor juana | sor juana ines de la cruz |
tancredo neves | tierra y libertad | tiradentes | torres bodet | tupac amaru | valentin gomez farias
| vasco de quiroga | venustiano carranza | vicente guerrero | vicente lombardo toledano | vicente
riva palacio | vicente suarez | xicotencatl
"""

HONOURED = frozenset(" ".join(name.split()) for name in _NAMES.split("|"))
"""In plain letters."""
