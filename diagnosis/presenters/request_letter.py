"""The letters of an information request as blocks of a document; the text for a platform, to be pasted."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from django.utils import formats
from django.utils.translation import gettext, pgettext

from clrisk_site.files.documents.content import Block, Bullets, Paragraph, Role, Signatures
from diagnosis.models import InformationRequest, RequestAnswer
from diagnosis.presenters.request_words import day_words, deadline_words
from diagnosis.queries.information_requests import RequestRow


class LetterVersion(StrEnum):
    """For whom a letter is. Only a request that was sent has a reminder."""

    MUNICIPALITY = "municipality"
    PARTNER = "partner"
    TRANSPARENCY = "transparency"
    REMINDER = "reminder"


def version_label(version: LetterVersion) -> str:
    """Return what pages call a letter."""
    return {
        LetterVersion.MUNICIPALITY: gettext("Letter of the municipality"),
        LetterVersion.PARTNER: gettext("Letter that asks a partner for help"),
        LetterVersion.TRANSPARENCY: gettext("Text for the transparency platform"),
        LetterVersion.REMINDER: gettext("Reminder"),
    }[version]


def versions_of(request: InformationRequest) -> tuple[LetterVersion, ...]:
    """Return the letters that make sense now, that of the route first; a reminder only while one waits."""
    kinds = (LetterVersion.MUNICIPALITY, LetterVersion.PARTNER, LetterVersion.TRANSPARENCY)
    ordered = sorted(kinds, key=lambda version: version.value != request.route.kind)
    waits = request.sent_on is not None and request.answer == RequestAnswer.WAITING
    return (*ordered, LetterVersion.REMINDER) if waits else tuple(ordered)


def letter_title(version: LetterVersion) -> str:
    """Return the title that stands on the letter."""
    return {
        LetterVersion.MUNICIPALITY: gettext("Request for information"),
        LetterVersion.PARTNER: gettext("Request for support to obtain information"),
        LetterVersion.TRANSPARENCY: gettext("Access-to-information request"),
        LetterVersion.REMINDER: gettext("Reminder of a request for information"),
    }[version]


def letter_blocks(row: RequestRow, version: LetterVersion, today: dt.date) -> tuple[Block, ...]:
    """Return the text of a letter.

    Parameters
    ----------
    row : RequestRow
        The request, with its territory and route.
    today : date
        The day that stands on the letter.
    """
    return tuple(_blocks(row, version, today))


def platform_text(request: InformationRequest) -> str:
    """Return the text to paste into the form of a platform: plain, without a head or a signature."""
    wanted = "\n".join(f"- {line}" for line in _wanted(request))
    purpose = [f"{gettext('Purpose:')} {request.purpose}"] if request.purpose else []
    return "\n\n".join([_asked(request, LetterVersion.TRANSPARENCY), wanted, *purpose, _in_part()])


def _blocks(row: RequestRow, version: LetterVersion, today: dt.date) -> Iterator[Block]:
    request = row.request
    place = {"place": request.territory.name, "day": formats.date_format(today, "DATE_FORMAT")}
    yield Paragraph(pgettext("head of a letter", "%(place)s, %(day)s") % place, role=Role.LEAD)
    if version is LetterVersion.PARTNER:
        yield Paragraph(
            gettext("The technical partner that accompanies the municipality"), label=gettext("To:")
        )
    else:
        yield Paragraph(request.holder, label=gettext("To:"))
    yield Paragraph(request.dataset, label=gettext("Subject:"))
    if request.folio:
        yield Paragraph(request.folio, label=gettext("Reference:"))
    yield Paragraph(_asked(request, version))
    if version is LetterVersion.REMINDER:
        yield from _recalled(row, today)
    yield Bullets(_wanted(request), gettext("What we need"))
    if request.purpose:
        yield Paragraph(request.purpose, label=gettext("Purpose:"))
    yield from _law(request, version)
    yield Paragraph(_in_part())
    if request.illustrative:
        yield Paragraph(
            gettext("Illustrative: this request was invented for a demonstration."), role=Role.SOURCE
        )
    if version is not LetterVersion.TRANSPARENCY:
        place = {"place": request.territory.name}
        signed = (
            gettext("For the municipality of %(place)s")
            if _is_municipal(request)
            else gettext("For %(place)s")
        )
        yield Signatures((signed % place,))


def _asked(request: InformationRequest, version: LetterVersion) -> str:
    words = {"place": request.territory.name, "holder": request.holder, "dataset": request.dataset}
    if version is LetterVersion.MUNICIPALITY and _is_municipal(request):
        why = gettext(
            "The municipality of %(place)s is preparing a local diagnosis of child labour. "
            "For it we ask %(holder)s for the following data: %(dataset)s."
        )
    elif version is LetterVersion.MUNICIPALITY:
        why = gettext(
            "%(place)s is preparing a diagnosis of child labour. "
            "For it we ask %(holder)s for the following data: %(dataset)s."
        )
    elif version is LetterVersion.PARTNER and _is_municipal(request):
        why = gettext(
            "The municipality of %(place)s needs data that %(holder)s holds: %(dataset)s. "
            "We ask you to request them in support of our local diagnosis of child labour."
        )
    elif version is LetterVersion.PARTNER:
        why = gettext(
            "%(place)s needs data that %(holder)s holds: %(dataset)s. "
            "We ask you to request them in support of our diagnosis of child labour."
        )
    elif version is LetterVersion.TRANSPARENCY:
        why = gettext("I request from %(holder)s the following public information: %(dataset)s.")
    else:
        why = gettext(
            "We asked %(holder)s for the following data: %(dataset)s. We have no answer recorded yet."
        )
    return why % words


def _is_municipal(request: InformationRequest) -> bool:
    """Whether a municipality asks; a state and a nation have requests of their own."""
    return request.territory.level.is_municipal


def _recalled(row: RequestRow, today: dt.date) -> Iterator[Block]:
    request = row.request
    if request.sent_on is not None:
        yield Paragraph(gettext("We sent the request on %(day)s.") % {"day": day_words(request.sent_on)})
    if request.due_on is not None:
        runs = request.due_on >= today
        words = (
            gettext("An answer is due until %(day)s.")
            if runs
            else gettext("An answer was due until %(day)s.")
        )
        yield Paragraph(words % {"day": day_words(request.due_on)})
    if row.reminders:
        days = "; ".join(day_words(day) for day in row.reminders)
        yield Paragraph(gettext("Earlier reminders: %(days)s.") % {"days": days})


def _wanted(request: InformationRequest) -> tuple[str, ...]:
    level = gettext("Data of this level: %(level)s. The latest period, and earlier ones if they exist.")
    return (
        level % {"level": request.get_level_display().lower()},
        gettext("Counts by area, sex and age group. No names, no identifiers, no rows of single persons."),
        gettext("A spreadsheet or CSV file with a description of its columns, not scanned pages."),
        gettext("The date of the data, their source, and what they do not cover."),
    )


def _law(request: InformationRequest, version: LetterVersion) -> Iterator[Block]:
    route = request.route
    basis = request.legal_basis or route.legal_basis
    if basis and version is not LetterVersion.PARTNER:
        yield Paragraph(f"{basis}.".replace("..", "."), label=gettext("Legal basis:"))
    deadline = deadline_words(route)
    if deadline and version in (LetterVersion.MUNICIPALITY, LetterVersion.TRANSPARENCY):
        yield Paragraph(deadline, label=gettext("Time to answer:"))


def _in_part() -> str:
    return gettext(
        "If part of the data cannot be handed over, please say which part and why. "
        "The rest can be sent meanwhile."
    )
