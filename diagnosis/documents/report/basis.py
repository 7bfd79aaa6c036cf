"""What the report rests on: sources, inferred values, requests and analyses; and what it does not say."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from clrisk_site.files.documents.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Kind,
    Paragraph,
    Role,
    Table,
)
from clrisk_site.files.documents.pieces import table_block
from diagnosis.documents.reader import Reader
from diagnosis.documents.report.content import ReportContent
from diagnosis.models import AnalysisResult
from diagnosis.presenters.caveats import caveat_list
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.presenters.inference_list import inference_table, inferences_lead
from diagnosis.presenters.request_table import median_table, requests_lead
from diagnosis.presenters.request_words import standing_words
from diagnosis.presenters.source_tables import source_table, sources_lead

_DIGITS = 8


def limits_part(content: ReportContent) -> Iterator[Block]:
    """Yield the caveats that hold here, each with what it concerns."""
    yield Heading(gettext("What this report does not say"))
    entries = caveat_list(content.caveats)
    said = [
        f"{entry['text']} ({entry['concerns']})" if entry["concerns"] else entry["text"] for entry in entries
    ]
    yield Bullets(
        (
            *said,
            gettext("A published class is inherited from Phase I and is never recalculated here."),
            gettext("No data does not mean no risk."),
            gettext("It names no child and no family, and holds no number of a single one."),
        )
    )


def sources_part(content: ReportContent) -> Iterator[Block]:
    """Yield the sources by level with what each can tell, and the values taken from other levels."""
    yield Heading(gettext("Sources"))
    yield Paragraph(sources_lead(content.sources), Role.LEAD)
    if content.sources:
        yield replace(table_block(source_table(content.sources)), title=gettext("What each source can tell"))
    if content.inferences:
        table = table_block(inference_table(content.inferences))
        yield replace(table, holds=f"{inferences_lead(len(content.inferences))} {table.holds}".strip())
    else:
        yield Heading(gettext("Values of other levels used here"), 2)
        yield Paragraph(gettext("No value of another level is used here."), Role.MISSING)


def work_part(content: ReportContent, reader: Reader) -> Iterator[Block]:
    """Yield how it was found out: readings, interviews, requests and analyses."""
    yield Heading(gettext("How it was found out"))
    yield Bullets(tuple(_counts(content)))
    if content.results:
        yield _analyses(content.results)
    if reader.is_public:
        return
    yield Heading(gettext("Requests for information"), 2)
    yield Paragraph(requests_lead(content.requests))
    if content.requests.rows:
        yield _requests(content)
    if content.requests.medians:
        yield table_block(median_table(content.requests.medians))


def _counts(content: ReportContent) -> Iterator[str]:
    read, heard = content.literature, content.qualitative
    yield ngettext(
        "%(count)s publication was read.", "%(count)s publications were read.", read.references
    ) % {"count": read.references}
    if read.unspoken:
        yield gettext("Nothing that was read speaks of: %(factors)s.") % {"factors": ", ".join(read.unspoken)}
    yield ngettext(
        "%(count)s exercise with people gave %(findings)s findings.",
        "%(count)s exercises with people gave %(findings)s findings.",
        heard.instruments,
    ) % {"count": heard.instruments, "findings": heard.findings}


def _analyses(results: tuple[AnalysisResult, ...]) -> Table:
    return Table(
        title=gettext("Analyses"),
        columns=(
            Column(gettext("Result")),
            Column(gettext("Technique")),
            Column(gettext("Source")),
            Column(gettext("Definition")),
            Column(gettext("Computed"), Kind.DATE),
        ),
        rows=tuple(
            (
                Cell(f"R-{one.pk} {one.title}", illustrative=one.illustrative),
                Cell(one.get_technique_display(), small=one.get_outcome_display()),
                Cell(f"{one.source}, {one.year}", small=one.sha256[:_DIGITS]),
                Cell(definition_code(one.definition)),
                Cell(
                    date_format(timezone.localtime(one.created_at), "SHORT_DATE_FORMAT"),
                    small=one.software,
                    value=timezone.localdate(one.created_at),
                ),
            )
            for one in results
        ),
        holds=gettext(
            "Each can be computed again from its parameters; the digits name the file or the data."
        ),
    )


def _requests(content: ReportContent) -> Table:
    return Table(
        title=gettext("Requests"),
        columns=(
            Column(gettext("Data asked for")),
            Column(gettext("Route")),
            Column(gettext("Standing")),
            Column(gettext("Answer")),
        ),
        rows=tuple(
            (
                Cell(row.request.dataset, small=row.request.holder, illustrative=row.request.illustrative),
                Cell(str(row.request.route), small=row.request.folio),
                Cell(standing_words(row.standing)),
                Cell(row.request.get_answer_display()),
            )
            for row in content.requests.rows
        ),
    )
