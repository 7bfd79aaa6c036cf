"""Tells a request for persons from a request for counts (R18). Negated words ask for nothing."""

import re

from clrisk_site.tables.wording import plain

_PERSON = (
    r"(?:nin[oaxe]s?|menor(?:es)?|adolescentes?|alumn[oa]s?|estudiantes?|escolares|becari[oa]s?"
    r"|beneficiari[oa]s?|infantes?|hij[oa]s?|pacientes?|trabajador(?:e?s|as?)|jovenes|tutor(?:es|as)?"
    r"|familias?|personas?|padres|madres|child(?:ren)?|pupils?|students?|minors?|adolescents?"
    r"|beneficiar(?:y|ies)|girls?|boys?|famil(?:y|ies)|persons?|crianca?s?|alun[oa]s?)"
)
_OF = r"(?:\s+(?:de|del|de las?|de los|das?|dos|of|of the))"
_LIST = (
    r"(?:list(?:a|as|ado|ados|ing|s)?|relacion(?:es)?|nominas?|directorios?|censo nominal|roll|roster)"
    r"(?:\s+nominal(?:es)?)?"
)
_NAME = r"(?:nombres?|nomes?|names?)(?:\s+complet[oa]s?)?"
# "Dirección" is an office as often as an address.
_OFFICE = rf"(?!\s+(?:general|estatal|municipal|regional|federal|del?\s+(?!(?:l[oa]s?\s+)?{_PERSON}\b)))"
_ADDRESS = rf"(?:direccion(?:es)?{_OFFICE}|address(?:es)?)"
_PHONE = r"(?<!por )(?:telefonos?|celulares|phone numbers?)"
_HOME = r"(?:domicilios?|enderecos?|home address(?:es)?|correos? electronicos?|fotografias?)"
_NUMBER = (
    r"(?:curps?|rfc|cpf|nis|nss|cedulas? de identidad|dni|numeros? de (?:identidad|seguridad social)"
    r"|documentos? de identidad)"
)
_BIRTH = r"(?:fechas? de nacimiento|datas? de nascimento|dates? of birth|birth dates?)"
_SURNAME = r"(?:apellidos?|surnames?|sobrenomes?)"
_DETAIL = (
    rf"(?:{_NUMBER}|{_BIRTH}|{_SURNAME}|{_HOME}|{_NAME}|{_ADDRESS}|{_PHONE}|datos personales|personal data)"
)
_PLACE = (
    r"(?:escuelas?|planteles|plantel|centros?|instituci\w+|localidad(?:es)?|colonias?|barrios?|municipios?"
    r"|agebs?|areas?|programas?|clinicas?|unidad(?:es)?|hospital(?:es)?|zonas?|calles?|dependencias?"
    r"|schools?|institutions?|neighbourhoods?|municipalit\w+|program\w*|clinics?)"
)
_AND = r"\s+(?:(?:y|e|ni|o|u|and|or|nor)\s+)?"  # commas are gone already
_ARTICLE = r"(?:(?!con\b|with\b)\w+\s+){0,2}?"
_SEVERAL = rf"{_DETAIL}(?:{_AND}{_ARTICLE}{_DETAIL})*"

_NEGATED = re.compile(rf"\b(?:sin|ni|no|nunca|jamas|sem|without|never|not|nor)\s+{_ARTICLE}{_SEVERAL}\b")
_OF_PLACES = re.compile(
    rf"\b(?:{_DETAIL}{_AND})*(?:{_DETAIL}|direccion(?:es)?){_OF}(?:\s+(?:cada|each|every))?\s+{_PLACE}\b"
)
_ALWAYS = re.compile(
    rf"\b(?:{_NUMBER}|{_BIRTH}|{_SURNAME}|(?:lista\w*|padron\w*|registros?) nominal(?:es)?|name lists?"
    r"|(?:expedientes?|fichas?|casos|registros?|datos) (?:individual|personal)(?:es)?|personal data"
    rf"|individual (?:records?|files?)|{_NAME} y apellidos)\b"
)
_WITH_PERSONS = re.compile(rf"\b(?:{_NAME}|{_ADDRESS}|{_PHONE}|{_HOME})\b")
_PERSONS = re.compile(rf"\b{_PERSON}\b")
_LISTED = re.compile(rf"\b{_LIST}{_OF}\s+{_PERSON}\b")
_REGISTER = re.compile(rf"\b(?:padron(?:es)?|registros?|register|base de datos){_OF}\s+{_PERSON}\b")
_COUNTED = re.compile(
    r"\b(?:conteos?|numero|cantidad|total(?:es)?|cuant[oa]s|matricula|porcentajes?|tabulados?|agregad\w+"
    r"|counts?|number|totals?|aggregat\w+|tabulat\w+)\b"
)
_PER = re.compile(r"\b(?:por|by|per)\b")


def asks_for_persons(text: str) -> bool:
    """Whether a text asks for a list of persons, or for what makes one of them known.

    Parameters
    ----------
    text : str
        What somebody asks for, in Spanish, English or Portuguese.

    Examples
    --------
    >>> asks_for_persons("Nómina de estudiantes")
    True
    >>> asks_for_persons("Matrícula de alumnos con nombre de la escuela, sin CURP")
    False
    """
    asked = _OF_PLACES.sub(" ", _NEGATED.sub(" ", " ".join(plain(text).split())))
    if _ALWAYS.search(asked):
        return True
    if _PERSONS.search(asked) and _WITH_PERSONS.search(asked):
        return True
    if _COUNTED.search(asked):
        return False
    return bool(_LISTED.search(asked) or (_REGISTER.search(asked) and not _PER.search(asked)))
