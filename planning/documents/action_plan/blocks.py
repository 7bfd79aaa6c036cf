"""The plan as blocks for writers that know no HTML: the same words, numbers and order as its template."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from clrisk_site.files.documents.content import (
    Block,
    Bullets,
    Document,
    Fact,
    Figure,
    Head,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    Role,
    Signatures,
)
from clrisk_site.files.documents.pieces import chain_block, facts_block, gate_word, table_block, with_mark
from mapping.presenters.gap_table import matrix_table

type Part = Mapping[str, Any]


def plan_document(context: Part, *, language: str, head: Head, imprint: Imprint) -> Document:
    """Make the document of the words that `present` found."""
    return Document(
        title=context["title"],
        language=language,
        head=head,
        imprint=imprint,
        blocks=tuple(_blocks(context)),
        running=context["document"],
        eyebrow=context["cover"]["eyebrow"],
        lead=context["cover"]["lead"],
        cover=tuple(_cover_fact(fact) for fact in context["cover"]["facts"][1:]),
        contents=True,
    )


def _cover_fact(fact: Part) -> Fact:
    return Fact(fact["label"], ", ".join(filter(None, fact["values"])), fact["under"])


def _blocks(context: Part) -> Iterator[Block]:
    yield from _evidence(context["evidence"])
    yield from _factors(context["factors"])
    yield from _zones(context["zones"])
    yield from _gaps(context["gaps"])
    yield from _lines(context)
    yield from _carried_out(context)
    yield from _closing(context)


def _evidence(part: Part) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(gettext("What is known"), eyebrow=gettext("Part 1 · What is known"))
    yield Paragraph(part["lead"], Role.LEAD)
    yield table_block(part["table"])
    if part["needs"]:
        yield table_block(part["needs"])
    else:
        missing = gettext("How many girls, boys and adolescents each factor concerns: not published.")
        yield Paragraph(missing, Role.MISSING)
    yield Heading(gettext("Working definition"), 2)
    yield Paragraph(part["definition_state"], Role.SOURCE)
    yield facts_block(part["definition"])


def _factors(part: Part) -> Iterator[Block]:
    yield Heading(gettext("Associated factors"), eyebrow=gettext("Part 1 · What is known"))
    yield Paragraph(part["lead"], Role.LEAD)
    if part["table"]["rows"]:
        yield table_block(part["table"])
    if part["source"]:
        yield Paragraph(part["source"], Role.SOURCE)
    yield Bullets(tuple(part["notes"]), gettext("How to read it"))
    if part["answers"]["rows"]:
        yield table_block(part["answers"])


def _zones(part: Part) -> Iterator[Block]:
    yield Heading(gettext("Priority zones"), eyebrow=gettext("Part 2 · Where to act"))
    yield Paragraph(part["lead"], Role.LEAD)
    if part["map"]:
        yield _map(part["map"])
    if part["table"]:
        yield table_block(part["table"])
    else:
        missing = gettext("No priority zone is drawn yet. A zone joins areas that people name together.")
        yield Paragraph(missing, Role.MISSING)
    yield Bullets(tuple(part["notes"]), gettext("How to read this map"))


def _map(drawing: Part) -> Figure:
    """Tell the map in words: a text that people edit holds no drawing whose patterns would stay legible."""
    classes = "; ".join(str(entry["label"]) for entry in drawing["legend"])
    return Figure(
        title=gettext("Map of priority areas and zones"),
        alt=gettext("The map shows: %(classes)s.") % {"classes": classes},
        where=gettext("It is drawn in the PDF of this plan and on the page of the zones."),
        source=with_mark(drawing["source"], drawing["illustrative"]),
    )


def _gaps(part: Part) -> Iterator[Block]:
    yield Heading(gettext("Supply and gaps"), eyebrow=gettext("Part 2 · Where to act"))
    yield Paragraph(part["lead"], Role.LEAD)
    if part["matrix"]["rows"]:
        yield table_block(matrix_table(part["matrix"]))
    if part["unlinked"]:
        yield Paragraph(part["unlinked"], Role.SOURCE)
    if part["answers"]:
        yield Heading(gettext("What people decided about gaps"), 2)
        yield facts_block(part["answers"])


def _lines(context: Part) -> Iterator[Block]:
    yield Heading(gettext("Action lines"), eyebrow=gettext("Part 3 · Action lines"))
    yield Paragraph(context["lines_lead"], Role.LEAD)
    if not context["lines"]:
        yield Paragraph(gettext("No action line is written yet"), Role.MISSING)
    for line in context["lines"]:
        yield from _line(line)


def _line(line: Part) -> Iterator[Block]:
    yield PageBreak()
    said = " · ".join((gettext("Part 3 · Action lines"), line["code"], line["tag"]["label"]))
    yield Heading(f"{line['code']} {line['title']}", 2, with_mark(said, line["illustrative"]))
    yield Paragraph(line["objective"], Role.LEAD)
    yield facts_block(line["facts"])
    yield Heading(gettext("Why this line is here"), 3)
    yield chain_block(line["links"])
    for label, text in (
        (gettext("Mechanism:"), line["mechanism"]),
        (gettext("Mechanism of its own for girls:"), line["girls_mechanism"]),
        (gettext("Risks:"), line["risks"]),
    ):
        if text:
            yield Paragraph(text, label=label)
    yield Heading(gettext("Resources"), 3)
    yield facts_block([*line["resources"], *line["exception"]])
    yield Heading(gettext("Calendar"), 3)
    if line["calendar"]:
        yield facts_block(
            {"label": day["day"], "value": day["title"], "small": day["note"]} for day in line["calendar"]
        )
    else:
        yield Paragraph(gettext("No activity is dated yet."), Role.MISSING)
    if line["indicators"]:
        yield table_block(line["indicators"])
    else:
        yield Heading(gettext("Indicators"), 3)
        yield Paragraph(gettext("No indicator is written yet."), Role.MISSING)
    yield Signatures(tuple(line["sectors"]))


def _carried_out(context: Part) -> Iterator[Block]:
    plan, gate = context["work_plan"], context["gate"]
    eyebrow = gettext("Part 4 · How it is carried out")
    yield PageBreak()
    yield Heading(gettext("Work plan"), eyebrow=eyebrow)
    yield Paragraph(plan["lead"], Role.LEAD)
    if plan["table"]:
        yield table_block(plan["table"])
    yield Heading(gettext("What the plan answers"), eyebrow=eyebrow)
    yield Paragraph(gate["lead"], Role.LEAD)
    yield facts_block(_gate_row(row) for row in gate["rows"])


def _gate_row(row: Part) -> dict[str, str]:
    told = [*row["evidence"], row["cure"]]
    return {
        "label": gate_word(row["verdict"]),
        "value": row["question"],
        "small": " ".join(part for part in told if part),
    }


def _closing(context: Part) -> Iterator[Block]:
    yield Heading(gettext("Sources"), eyebrow=gettext("Part 5 · What it rests on"))
    if context["sources"]:
        yield Bullets(tuple(context["sources"]))
    else:
        yield Paragraph(gettext("No source is recorded yet."), Role.MISSING)
    yield Heading(gettext("Limits"))
    yield Bullets(tuple(context["limits"]))
    yield Paragraph(context["independent"], Role.SOURCE)
