"""What a header says about its column: of a person, of somebody's office, of a thing or place."""

import re
from collections.abc import Mapping
from enum import Flag, auto

from clrisk_site.tables.wording import plain


class Sign(Flag):
    """What a header may mean; a header may mean several at once."""

    NONE = 0
    IDENTIFIER = auto()
    PERSON_NAME = auto()
    NAME_PART = auto()
    GIVEN = auto()
    BIRTH = auto()
    COMPANION = auto()
    CONTACT = auto()
    THING = auto()
    POSITION = auto()


_OF = r"(?:d?el? |de la |de los |de las |d[oa]s? |of (?:the )?|de l |du |de )?"
_CHILD = (
    r"(?:menor(?:es)?|nin[oa]s?|nnas?|alumn[oa]s?|estudiantes?|beneficiari[oa]s?|adolescentes?|tutor(?:es|as?)?"
    r"|madre|mama|padre|papa|jef[ea]|derechohabientes?|becari[oa]s?|hij[oa]s?|persona|solicitante|paciente"
    r"|trabajador[a]?|integrante|crianca|menin[oa]|alun[oa]|aluno a|mae|pai|responsavel legal|adolescente"
    r"|child|children|pupil|student|beneficiary|mother|father|guardian|enfant|eleve|mere|pere|beneficiaire)"
)

_PATTERNS: Mapping[Sign, tuple[str, ...]] = {
    Sign.IDENTIFIER: (
        r"\b(?:curp|cpf|dni|dpi|nuip|nis|nss|ssn|pasaporte|passport|passaporte|passeport)\b",
        r"^(?:no |nro |num |numero |n )?(?:de )?cedula(?: no| nro| numero)?$",
        r"\b(?:documento|numero|tarjeta|carteira|carnet) (?:nacional )?de identidade?\b",
        r"\bcedula de (?:identidade?|ciudadania)\b",
        r"^(?:no |nro |num |numero )(?:de )?(?:documento|identificacion)$",
        r"\bnational id\b",
        r"\bidentity (?:number|card)\b",
        r"\bcarte d identite\b",
        r"\bacta de nacimiento\b",
        r"\bcertidao de nascimento\b",
        r"\bbirth certificate\b",
    ),
    Sign.NAME_PART: (
        r"\b(?:apellidos?|sobrenomes?|surnames?)\b",
        r"\b(?:last|family) names?\b",
        r"\bnom de famille\b",
        r"\bap(?:e|ell)? ?(?:pat|mat)(?:erno)?\b",
        r"\b(?:primer|segundo) nombre\b",
        r"\bnombres? de pila\b",
        r"\b(?:given|first) names?\b",
        r"\b(?:prenoms?|prenomes?)\b",
    ),
    Sign.GIVEN: (r"\bnombre s\b", r"^nombres$"),
    Sign.PERSON_NAME: (
        r"\bnombres? (?:completos?|y apellidos?)\b",
        r"\b(?:nome completo|full name|nom complet|nom et prenom)",
        rf"\b(?:nombres?|nome|name|nom) {_OF}{_CHILD}\b",
        rf"\b{_CHILD} (?:s )?(?:nombre|nome|name|nom)\b",
    ),
    Sign.BIRTH: (
        r"\bf(?:ec|echa)?(?: de)? ?nac(?:imiento)?\b",
        r"\b(?:data|dt) (?:de )?nasc(?:imento)?\b",
        r"\bdate of birth\b",
        r"\bbirth ?da(?:te|y)\b",
        r"\bdob\b",
        r"\bdate de naissance\b",
    ),
    Sign.COMPANION: (
        r"^(?:sexo|genero|sex|gender|sexe|genre|edad|idade|age|parentesco|kinship|parente)\b",
        r"^anos cumplidos\b",
    ),
    Sign.CONTACT: (
        r"contact|respons[ai][bv]|\btitular|\benlace\b|direc?tor|directeur|representante|funcionari",
        r"coord[ei]n|encargad|autoridad|secretari|president|servidor publico|head of",
    ),
    Sign.THING: (
        r"program|institu|dependenc|escuel|escola|school|ecole|plantel|\bcentro|unidade?|estab|organi[sz]a",
        r"empresa|\braz(?:on)?\b|coloni|localid|municip|barrio|bairro|asent|vial|calle|\bvia\b|\bentid",
        r"\b(?:ent|mun|loc|act|cct|clues|clee|ageb)\b|\barea|\bcentro|\btipo|\bnom (?:ag|loc|ent|mun|viv)",
        r"estado|depart|provinc|distrit|region|regiao|intervenc|territor|facility|servic|site|location|clave",
        r"codigo|zona|hospital|clinic|comunid|parroqui|canton|lugar|agenc|ministeri|sector|actividad|producto",
        r"objetivo|taxonom",
    ),
    Sign.POSITION: (
        r"^(?:lat|lon|lng|latitud|latitude|longitud|longitude|coord|geometry|utm)\b",
        r"^[xy]$",
    ),
}
_COMPILED = tuple((sign, re.compile("|".join(patterns))) for sign, patterns in _PATTERNS.items())


def read_header(header: str) -> Sign:
    """Return what a header says, in Spanish, English, Portuguese or French.

    Examples
    --------
    >>> read_header("Apellido paterno") is Sign.NAME_PART
    True
    >>> read_header("Correo del responsable") is Sign.CONTACT
    True
    """
    words = plain(header)
    found = Sign.NONE
    for sign, pattern in _COMPILED:
        if pattern.search(words):
            found |= sign
    return found
