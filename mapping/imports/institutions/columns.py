"""The columns of a file of institutions."""

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import Column, Kind
from mapping.imports import spellings
from mapping.models import GovernmentLevel
from mapping.models.institution import Sector

CONTACTS = (
    "responsable", "nombre del responsable", "titular", "nombre del titular", "director", "contacto",
    "nombre del contacto", "enlace", "correo", "correo electronico", "correo electrónico", "e-mail", "email",
    "telefono", "teléfono", "tel", "celular", "extension", "phone", "telephone", "telefone", "téléphone",
    "contact person", "contact name", "courriel", "rfc", "curp",
)  # fmt: skip
"""Headers of columns about persons: never proposed for a field, hence never stored."""

COLUMNS = (
    Column(
        "name",
        says("Name of the institution"),
        Kind.TEXT,
        required=True,
        synonyms=(
            "nombre", "institucion", "dependencia", "organismo", "organización", "entidad responsable",
            "name", "institution", "organisation", "organization", "nome", "instituição", "órgão", "nom",
            "organisme", "nom_estab", "nombre del establecimiento", "nombre de la unidad económica",
        ),
        tags=("#org", "#org+name"),
        example="Secretaría de Bienestar",
    ),
    Column(
        "acronym",
        says("Acronym"),
        Kind.TEXT,
        synonyms=("siglas", "acronimo", "abreviatura", "acronym", "sigla", "sigle", "acronyme"),
        tags=("#org+acronym",),
        example="SEBIEN",
    ),
    Column(
        "level",
        says("Level of government"),
        Kind.CHOICE,
        synonyms=(
            "nivel", "nivel de gobierno", "orden de gobierno", "ambito", "level", "government level",
            "nível", "nível de governo", "esfera", "niveau", "niveau de gouvernement",
        ),
        choices=spellings.LEVEL,
        words=dict(GovernmentLevel.choices),
        example="estatal",
    ),
    Column(
        "sector",
        says("Sector"),
        Kind.CHOICE,
        synonyms=("sector", "tipo", "tipo de institucion", "setor", "secteur", "type", "org type"),
        choices=spellings.SECTOR,
        words=dict(Sector.choices),
        tags=("#org+type",),
        example="gobierno",
    ),
    Column(
        "website",
        says("Web page"),
        Kind.TEXT,
        synonyms=("sitio web", "pagina web", "pagina", "website", "web", "url", "site", "site web"),
        example="https://www.ejemplo.gob.mx",
    ),
    Column(
        "row_source",
        says("Source of the row"),
        Kind.TEXT,
        synonyms=("fuente", "source", "fonte", "fuente de informacion", "fonte de informação"),
        example="Directorio estatal, 2026",
    ),
)  # fmt: skip
