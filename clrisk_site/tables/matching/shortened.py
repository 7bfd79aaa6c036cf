"""Words of names that people write short: what they may stand for, only ever to propose, never to decide."""

from collections.abc import Mapping

SHORT_WORDS: Mapping[str, tuple[str, ...]] = {
    "gtz": ("gutierrez",), "gtez": ("gutierrez",), "gtrz": ("gutierrez",), "gutz": ("gutierrez",),
    "hgo": ("hidalgo",), "hdgo": ("hidalgo",), "glez": ("gonzalez",), "gzlez": ("gonzalez",),
    "gzz": ("gonzalez",), "glz": ("gonzalez",), "gnzlz": ("gonzalez",), "fdez": ("fernandez",),
    "fdz": ("fernandez",), "fernz": ("fernandez",), "hdez": ("hernandez",), "hdz": ("hernandez",),
    "hndz": ("hernandez",), "mtz": ("martinez",), "mtnz": ("martinez",), "mnez": ("martinez",),
    "mrtz": ("martinez",), "rdz": ("rodriguez",), "rdguez": ("rodriguez",), "rguez": ("rodriguez",),
    "rodz": ("rodriguez",), "lpz": ("lopez",), "pz": ("perez",), "prz": ("perez",), "schz": ("sanchez",),
    "snchz": ("sanchez",), "szch": ("sanchez",), "rmz": ("ramirez",), "rmrz": ("ramirez",),
    "dguez": ("dominguez",), "dgz": ("dominguez",), "dmgz": ("dominguez",), "jmz": ("jimenez",),
    "jimz": ("jimenez",), "mz": ("martinez",), "vzqz": ("vazquez",), "vqz": ("vazquez",),
    "vazqz": ("vazquez",), "mdz": ("mendez",), "mndz": ("mendez",), "alvz": ("alvarez",), "grca": ("garcia",),
    "gcia": ("garcia",), "gpe": ("guadalupe",), "ma": ("maria",), "ant": ("antonio",), "fdo": ("fernando",),
    "jn": ("juan",),
    "mig": ("miguel",), "mpo": ("municipio",), "nvo": ("nuevo",), "nva": ("nueva",), "ntra": ("nuestra",),
    "sra": ("senora",), "sr": ("senor",), "s": ("san", "santa", "santo"), "cris": ("cristobal",),
    "crist": ("cristobal",), "conc": ("concepcion",), "cuauh": ("cuauhtemoc",), "tte": ("teniente",),
    "pdte": ("presidente",), "pte": ("presidente", "poniente"), "ote": ("oriente",), "nte": ("norte",),
    "mte": ("monte",), "pob": ("poblado",), "col": ("colonia",), "ej": ("ejido",), "rcho": ("rancho",),
    "hda": ("hacienda",), "cmdte": ("comandante",), "alm": ("almirante",), "bto": ("benito",),
    "b": ("benito",), "emil": ("emiliano",),
}  # fmt: skip
"""Plain words as written to what they may mean."""

MOST_READINGS = 6


def readings(key: str) -> list[str]:
    """Return the names that a plain name may be short for, without the name itself.

    Examples
    --------
    >>> readings("tuxtla gtz")
    ['tuxtla gutierrez']
    >>> readings("palenque")
    []
    """
    found = [""]
    for word in key.split():
        meanings = SHORT_WORDS.get(word, (word,))
        found = [f"{before} {meaning}".strip() for before in found for meaning in meanings][:MOST_READINGS]
    return [reading for reading in found if reading != key]
