"""The two papers of an interview: the sheet to take along, and the minutes. Open notes only, in both.

The name of who spoke stands in the minutes alone, for who may read it, if they agreed to be quoted with it.
"""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext

from clrisk_site.files.documents.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Fact,
    Heading,
    Imprint,
    KeyFacts,
    Paragraph,
    Role,
    Signatures,
    Table,
)
from clrisk_site.files.documents.imprint_words import internal_words
from clrisk_site.files.queries.heads import head_of
from diagnosis.audience import FILES
from mapping.models import Interview, Known
from mapping.presenters.interview_page import (
    FactLine,
    ProgrammeLines,
    SheetPart,
    interview_facts,
    sheet_parts,
)
from mapping.presenters.interview_table import day_words, follow_up_rows
from mapping.queries.asked_facts import asked_of
from mapping.queries.interview_notes import open_notes

SHEET, MINUTES = "sheet", "minutes"
KINDS = (SHEET, MINUTES)
LINES_TO_WRITE_ON = 3


def interview_document(
    interview: Interview, kind: str, *, author: str, language: str, is_team: bool
) -> Document:
    """Return the sheet or the minutes in the active language.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    is_team : bool
        Whether the reader may read names; the commission reads the minutes without them.
    """
    made = _sheet(interview) if kind == SHEET else _minutes(interview, is_named=is_team)
    title = gettext("Interview sheet") if kind == SHEET else gettext("Minutes of an interview")
    now = timezone.now()
    return Document(
        title=title,
        running=f"{title}: {interview.institution}",
        language=language,
        head=head_of(interview.territory),
        imprint=Imprint(made_at=now, author=author, classification=internal_words()),
        blocks=tuple(made),
    )


def _parts(interview: Interview) -> list[SheetPart]:
    asked = asked_of(interview)
    return sheet_parts(interview, asked, open_notes(interview), audience=FILES)


def _sheet(interview: Interview) -> Iterator[Block]:
    yield _about(interview)
    yield Paragraph(
        gettext(
            "The talk is about institutions and programmes. Write down no name and no story of a child. "
            "Say at the beginning who will read what, and that it can be withdrawn."
        )
    )
    for part in _parts(interview):
        if not part.number:
            continue
        yield Heading(f"{part.number}. {part.title}", 2)
        yield Paragraph(part.questions)
        yield from (Paragraph(line, role=Role.LEAD) for line in part.known)
        for one in part.programmes:
            yield from _to_fill_in(one)
        yield _to_write_on(gettext("What was said"))
    yield _to_write_on(gettext("What was agreed"))


def _to_write_on(head: str) -> Table:
    """Return empty rows with their lines, to be written on by hand."""
    rows = tuple((Cell(f"{number}."),) for number in range(1, LINES_TO_WRITE_ON + 1))
    return Table("", (Column(head),), rows)


def _to_fill_in(programme: ProgrammeLines) -> Iterator[Block]:
    """Ask what no document confirms; the rest is told in one line, so that the sheet stays short."""
    heads = (gettext("Fact"), gettext("The desk review has"), gettext("It is so"), gettext("It is otherwise"))
    box = "\N{WHITE SQUARE}"
    rows = tuple(
        (Cell(line.label), Cell(line.desk), Cell(box), Cell(f"{box} {'_' * 14}"))
        for line in programme.lines
        if not line.document
    )
    if rows:
        yield Table(programme.name, tuple(Column(head) for head in heads), rows)
    confirmed = "; ".join(f"{line.label}: {line.desk}" for line in programme.lines if line.document)
    if confirmed:
        words = gettext("%(programme)s. Confirmed by a document, ask only if they bring it up: %(facts)s.")
        yield Paragraph(words % {"programme": programme.name, "facts": confirmed}, role=Role.SOURCE)


def _minutes(interview: Interview, *, is_named: bool) -> Iterator[Block]:
    yield _about(interview, is_named=is_named)
    if interview.is_withdrawn:
        yield Paragraph(
            gettext("Who spoke withdrew the interview on %(day)s. What was said is erased.")
            % {"day": day_words(interview.withdrawn_on)}
        )
        return
    for part in _parts(interview):
        answered = [one for one in part.programmes if one.answered]
        if not (answered or part.notes):
            continue
        yield Heading(f"{part.number}. {part.title}" if part.number else part.title, 2)
        for one in answered:
            yield _answered(one.name, one.answered)
        if part.notes:
            yield Bullets(tuple(note.text for note in part.notes), gettext("Noted"))
    yield from _agreed(interview)
    yield Paragraph(
        gettext(
            "What was said is claimed until a document confirms it. Restricted notes are in no document."
        ),
        role=Role.SOURCE,
    )
    yield Signatures((str(interview.institution), interview.territory.name))


def _answered(name: str, lines: tuple[FactLine, ...]) -> Table:
    heads = (gettext("Fact"), gettext("The desk review has"), gettext("Answer"))
    rows = tuple(
        (Cell(line.label), Cell(line.desk, small=line.document), Cell(line.answer, small=line.said))
        for line in lines
    )
    return Table(name, tuple(Column(head) for head in heads), rows)


def _agreed(interview: Interview) -> Iterator[Block]:
    today = timezone.localdate()
    rows = follow_up_rows(interview.follow_ups.all(), path=interview.territory.path, today=today)
    if rows:
        said = (
            " · ".join(part for part in (row["what"], row["responsible"], row["label"]) if part)
            for row in rows
        )
        yield Heading(gettext("What was agreed"), 2)
        yield Bullets(tuple(said))


def _about(interview: Interview, *, is_named: bool = False) -> KeyFacts:
    facts = [Fact(gettext("Institution"), interview.institution.full_name)]
    facts += [Fact(row["label"], row["value"]) for row in interview_facts(interview)]
    if is_named and interview.consents_to_quote == Known.YES and interview.interviewee_name:
        facts.append(Fact(gettext("Name of who speaks"), interview.interviewee_name))
    if interview.illustrative:
        facts.append(Fact(gettext("Nature of the record"), gettext("Invented for a demonstration")))
    return KeyFacts(tuple(facts))
