"""The codebook as lead, rows and tables: Table 1 with its columns apart, local variables, recodes, topics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from diagnosis.models import CodebookColumn, InclusionChoice, InclusionTopic
from diagnosis.queries.codebook import Codebook, CodebookRow, SourceRecode, Variable


@dataclass(frozen=True)
class ShownCell:
    """What one column has in a row of Table 1: the variable, and where it is recoded."""

    variable: Variable | None
    recoded: str
    url: str


@dataclass(frozen=True)
class ShownRow:
    """One row of Table 1 as the page shows it."""

    title: str
    state: ShownCell
    municipal: ShownCell
    note: str
    in_model: str


@dataclass(frozen=True)
class ShownTopic:
    """A topic that must be looked at, whether it is, and what the sources say of it."""

    title: str
    standing: str
    state: str
    reason: str
    evidence: str
    url: str


def codebook_lead(book: Codebook, recodes: Sequence[SourceRecode], topics: Sequence[ShownTopic]) -> str:
    """Say how many variables there are, how many are recoded, and which topics nobody decided on."""
    local = len(book.local)
    said = ngettext(
        "The codebook has %(method)s variables of the method and %(count)s local one.",
        "The codebook has %(method)s variables of the method and %(count)s local ones.",
        local,
    ) % {"method": len(book.rows), "count": local}
    known = len({recode.key for recode in recodes})
    recoded = ngettext(
        "%(count)s of them is recoded from a source.", "%(count)s of them are recoded from a source.", known
    ) % {"count": known}
    open_topics = [topic.title for topic in topics if topic.state == "open"]
    todo = gettext("Still to decide: %(topics)s.") % {"topics": ", ".join(open_topics)} if open_topics else ""
    return " ".join(filter(None, (said, recoded, todo)))


def shown_rows(book: Codebook, recodes: Sequence[SourceRecode], path: str, *, edits: bool) -> list[ShownRow]:
    """Return the rows of Table 1 with the recodes that each column has."""
    return [
        ShownRow(
            title=row.title,
            state=_cell(row.state, recodes, path, edits=edits),
            municipal=_cell(row.municipal, recodes, path, edits=edits),
            note=_note(row),
            in_model=_in_model(row),
        )
        for row in book.rows
    ]


def local_rows(book: Codebook, recodes: Sequence[SourceRecode], path: str, *, edits: bool) -> list[ShownCell]:
    """Return the variables that the territory added."""
    return [_cell(variable, recodes, path, edits=edits) for variable in book.local]


def _cell(variable: Variable | None, recodes: Sequence[SourceRecode], path: str, *, edits: bool) -> ShownCell:
    if variable is None:
        return ShownCell(None, "", "")
    own = [f"{one.source} {one.year}" for one in recodes if one.key == variable.key]
    words = gettext("Recoded from: %(sources)s") % {"sources": "; ".join(own)} if own else ""
    url = reverse("recode-create", args=[path, variable.key]) if edits else ""
    return ShownCell(variable, words, url)


def _note(row: CodebookRow) -> str:
    texts = [one.explanation for one in (row.state, row.municipal) if one is not None and one.explanation]
    if texts:
        return " ".join(dict.fromkeys(texts))
    if row.cut_alike:
        return gettext("Both columns have the same categories.")
    return gettext("The columns are cut otherwise: a coefficient of one does not fit the other.")


def _in_model(row: CodebookRow) -> str:
    inside = any(one is not None and one.in_national_model for one in (row.state, row.municipal))
    return gettext("Yes") if inside else gettext("No")


def recode_table(recodes: Sequence[SourceRecode], path: str, *, edits: bool) -> dict[str, Any]:
    """Make the table of the recodes: which codes of the source become which category."""
    labels = [gettext("Source"), gettext("Variable"), gettext("Codes"), gettext("What to know")]
    rows = []
    for one in recodes:
        url = reverse("recode-edit", args=[path, one.pk]) if edits else ""
        cells = [
            {"text": f"{one.source}, {one.year}", "small": one.column, "url": url},
            {"text": one.variable.title if one.variable else one.key, "small": _column(one.variable)},
            {"text": mapping_words(one)},
            {"text": recode_note(one)},
        ]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("Recodes by source"),
        "holds": gettext("Codes of the source, and the category that each becomes."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def _column(variable: Variable | None) -> str:
    return f"{CodebookColumn(variable.column).label}: {variable.name}" if variable else ""


def mapping_words(recode: SourceRecode) -> str:
    """Return which codes become what: "01, 02 → Attends"."""
    by_category: dict[str, list[str]] = {}
    for code, category in recode.mapping.items():
        by_category.setdefault(category, []).append(code)
    variable = recode.variable
    return "; ".join(
        f"{', '.join(codes)} → {variable.label_of(category) if variable else category}"
        for category, codes in by_category.items()
        if category
    )


def recode_note(recode: SourceRecode) -> str:
    """Say what is left out, what nothing leads to, and the note of whoever wrote it."""
    said = []
    if recode.variable is None:
        said.append(gettext("The codebook no longer has this variable."))
    if recode.left_out:
        said.append(gettext("Left out: %(codes)s.") % {"codes": ", ".join(recode.left_out)})
    if recode.unreached and recode.variable:
        names = ", ".join(recode.variable.label_of(code) for code in recode.unreached)
        said.append(gettext("No code becomes: %(names)s.") % {"names": names})
    return " ".join(filter(None, (*said, recode.note)))


def shown_topics(
    choices: Mapping[str, InclusionChoice], sources: Mapping[str, Sequence[str]], path: str, *, edits: bool
) -> list[ShownTopic]:
    """Return the topics of rule R13; `sources` names the ones that tell each topic apart."""
    told = []
    for topic in InclusionTopic:
        choice, names = choices.get(topic), sources.get(topic, ())
        state = "open" if choice is None else "done" if choice.included else "closed"
        told.append(
            ShownTopic(
                title=str(topic.label),
                standing=_standing(choice),
                state=state,
                reason=choice.reason if choice else "",
                evidence=_evidence(names),
                url=reverse("inclusion-edit", args=[path, topic]) if edits else "",
            )
        )
    return told


def _standing(choice: InclusionChoice | None) -> str:
    if choice is None:
        return gettext("Not decided yet")
    return gettext("Included") if choice.included else gettext("Left out, with a reason")


def _evidence(names: Sequence[str]) -> str:
    if not names:
        return gettext("No registered source is known to tell it apart.")
    return gettext("Sources that tell it apart: %(names)s.") % {"names": "; ".join(names)}


def codebook_sheet(book: Codebook, recodes: Sequence[SourceRecode]) -> dict[str, Any]:
    """Make the whole codebook for a file: one row per category, with the codes of every source."""
    labels = [
        gettext("Column"),
        gettext("Short name"),
        gettext("Variable"),
        gettext("Code"),
        gettext("Category"),
        gettext("In the national model"),
        gettext("Why it is added"),
        gettext("Codes of the sources"),
    ]
    rows = []
    for variable in book.variables:
        own = [one for one in recodes if one.key == variable.key]
        for category in variable.categories:
            texts = [
                str(CodebookColumn(variable.column).label),
                variable.name,
                variable.title,
                category.code,
                category.label,
                gettext("Yes") if variable.in_national_model else gettext("No"),
                variable.reason,
                "; ".join(filter(None, (_codes_of(one, category.code) for one in own))),
            ]
            rows.append({"cells": [{"text": text} for text in texts]})
    return {
        "caption": gettext("Codebook"),
        "holds": gettext("Variables of the method and local ones, category by category."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def _codes_of(recode: SourceRecode, category: str) -> str:
    codes = [code for code, led_to in recode.mapping.items() if led_to == category]
    return f"{recode.source} {recode.year} {recode.column}: {', '.join(codes)}" if codes else ""
