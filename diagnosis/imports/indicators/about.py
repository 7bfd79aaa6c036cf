"""What the columns of a wide file are about: headers such as "Total" name nothing without it.

Proposed from the title above the header, put before the names of the columns.
"""

from collections.abc import Mapping

import pandas as pd

from clrisk_site.figures.message import Message, says
from clrisk_site.tables.matching.identifying import identifier_headers
from clrisk_site.tables.matching.numeric import numeric_headers
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Context, Problem, Severity
from clrisk_site.tables.wording import plain, tidy
from diagnosis.imports.indicators.naming import LONGEST
from diagnosis.imports.indicators.shapes import PREFIX, indicator_fields
from diagnosis.models import Indicator

ABOUT = "about"
LONGEST_TITLE = 80
MOST_NAMED = 3

BARE = frozenset({
    "total", "totales", "suma", "general", "hombre", "hombres", "mujer", "mujeres", "masculino", "femenino",
    "ambos sexos", "ninas", "ninos", "no especificado", "urbano", "rural", "urbana", "numero", "cantidad",
    "casos", "porcentaje", "por ciento", "promedio", "media", "absoluto", "relativo", "si", "no",
    "sum", "men", "women", "man", "woman", "male", "males", "female", "females", "both sexes", "boys",
    "girls", "not specified", "urban", "number", "count", "percent", "percentage", "mean", "average", "yes",
    "homem", "homens", "mulher", "mulheres", "feminino", "ambos os sexos", "meninas", "meninos",
    "nao especificado", "porcentagem", "percentual", "nao", "sim",
    "ensemble", "homme", "hommes", "femme", "femmes", "masculin", "feminin", "garcons", "filles", "nombre",
    "non precise", "pourcentage", "moyenne",
})  # fmt: skip
"""Headers that say of whom or in what measure, never what; in plain letters."""


def names_nothing(header: str) -> bool:
    """Whether a header says too little to be the name of an indicator: such words, years, or both."""
    parts = [plain(part) for part in header.split("·")]
    return all(part in BARE or part.isdigit() or not part for part in parts)


def propose_about(table: RawTable) -> str:
    """Return the title above the header, where some column of numbers has no name of its own; else ""."""
    numbers = numeric_headers(table) - identifier_headers(table)
    if table.is_map or not any(names_nothing(header) for header in numbers):
        return ""
    layout = table.layout
    for row in table.top[: layout.header_row - layout.header_rows]:
        filled = [cell for cell in map(tidy, row) if cell]
        if len(filled) == 1:
            return _shortened(filled[0])
    return ""


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE + 1].rpartition(" ")[0] or title[:LONGEST_TITLE]


def put_before(frame: pd.DataFrame, context: Context, country: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Name the columns of a wide frame with what they are about, and say how they are stored.

    An indicator that is stored under the name of its column keeps it, unless that name says nothing.
    """
    fields = indicator_fields(frame)
    about = _said(context)
    if not about:
        return frame, _nameless(fields)
    stored = {
        code.casefold() for code in Indicator.objects.filter(country=country).values_list("code", flat=True)
    }
    names = {field: _named(field.removeprefix(PREFIX), about, stored) for field in fields}
    long = [name for name in names.values() if len(name) > LONGEST["indicator"]]
    if long:
        message = says(
            "«%(name)s» is longer than %(limit)s characters. Say in fewer words what the columns are about.",
            name=long[0],
            limit=LONGEST["indicator"],
        )
        return frame, [Problem(None, None, message)]
    told = [name for field, name in names.items() if name != field.removeprefix(PREFIX)]
    problems = [Problem(None, None, _told(told), Severity.WARNING)] if told else []
    return frame.rename(columns={field: f"{PREFIX}{name}" for field, name in names.items()}), problems


def _said(context: Context) -> str:
    facts = context.extra.get("facts")
    return tidy(str(facts.get(ABOUT, ""))) if isinstance(facts, Mapping) else ""


def _named(code: str, about: str, stored: set[str]) -> str:
    full = f"{about}: {code}"
    if full.casefold() in stored or names_nothing(code):
        return full
    return code if code.casefold() in stored or code.startswith(f"{about}: ") else full


def _told(names: list[str]) -> Message:
    return says(
        "What the columns are about stands before their names: %(names)s.",
        names=", ".join(f"«{name}»" for name in names),
    )


def _nameless(fields: list[str]) -> list[Problem]:
    bare = [name for name in (field.removeprefix(PREFIX) for field in fields) if names_nothing(name)]
    if not bare:
        return []
    message = says(
        "%(names)s: these names alone do not tell what was counted. Say what the columns are about.",
        names=", ".join(f"«{name}»" for name in bare[:MOST_NAMED]),
    )
    return [Problem(None, None, message, Severity.WARNING)]
