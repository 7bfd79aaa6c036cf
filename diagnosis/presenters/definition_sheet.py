"""The definition sheet as labelled texts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from clrisk_site.people.differences import LabelledText
from clrisk_site.people.freezing import FrozenContent, fingerprint
from clrisk_site.people.models import Snapshot
from diagnosis.models import DefinitionSheet


@dataclass(frozen=True)
class SheetPart:
    """One text of a sheet under its heading."""

    title: str
    text: str


def sheet_parts(sheet: DefinitionSheet | None) -> list[SheetPart]:
    """Return the texts of a sheet in the order of the method; the working definition comes first."""
    if sheet is None:
        return []
    return [
        SheetPart(gettext("Working definition"), sheet.working),
        SheetPart(gettext("Legal definition"), sheet.legal),
        SheetPart(gettext("Operational definition"), sheet.operational),
        SheetPart(
            gettext("How the working definition departs from the others"),
            sheet.deviations or gettext("No deviation was recorded."),
        ),
    ]


def definition_content(sheet: DefinitionSheet) -> FrozenContent:
    """Return what a sheet says, to be frozen; the headings are those of the page."""
    title = gettext("Working definition %(code)s") % {"code": definition_code(sheet)}
    keys = ("working", "legal", "operational", "deviations")
    parts = zip(keys, sheet_parts(sheet), strict=True)
    return FrozenContent(title, tuple(LabelledText(key, part.title, part.text) for key, part in parts))


def definition_answers(sheet: DefinitionSheet, change_url: str) -> list[dict[str, object]]:
    """Return the draft as answers to check: each leads to its field, and what was left out says so."""
    texts = {"working": sheet.working, "legal": sheet.legal, "operational": sheet.operational}
    texts["deviations"] = sheet.deviations
    rows = [
        {"label": part.title, "value": texts[key], "change_url": f"{change_url}#id_{key}"}
        for key, part in zip(texts, sheet_parts(sheet), strict=True)
    ]
    return [{"title": "", "rows": rows}]


def definition_code(sheet: DefinitionSheet) -> str:
    """Return the short name that numbers refer to."""
    return f"D-{sheet.pk}"


def version_code(version: Snapshot) -> str:
    """Return the same short name for the text that was frozen: a sheet freezes once."""
    return f"D-{version.subject_id}"


def says_the_same(draft: DefinitionSheet, in_force: DefinitionSheet) -> bool:
    """Whether a draft says word for word what is in force already."""
    return sheet_parts(draft) == sheet_parts(in_force)


def definition_lead(frozen: DefinitionSheet | None, draft: DefinitionSheet | None) -> str:
    """Say which sheet is in force and whether a draft is waiting."""
    if frozen is None and draft is None:
        return gettext(
            "No definition has been written yet. It says of whom the diagnosis and the plan speak."
        )
    if frozen is None:
        return gettext("A draft exists. It binds nobody until it is put into force.")
    day = date_format(localtime(frozen.frozen_at), "DATE_FORMAT")
    words = {"code": definition_code(frozen), "day": day}
    if draft is None:
        return gettext("Definition %(code)s has been in force since %(day)s and no longer changes.") % words
    return gettext("Definition %(code)s has been in force since %(day)s. A newer draft is waiting.") % words


def in_force_words(version: Snapshot, path: str) -> dict[str, object]:
    """Return what is said after a sheet was put into force."""
    title = str(version.content["title"])
    return {
        "title": gettext("%(title)s is in force") % {"title": title},
        "text": gettext("It no longer changes. A correction is a new sheet."),
        "reference_label": gettext("Fingerprint"),
        "reference": fingerprint(version),
        "next": [
            {
                "text": gettext("Read the text as it was frozen"),
                "url": reverse("snapshot", args=[path, version.pk]),
            },
            {"text": gettext("Back to the working definition"), "url": reverse("definition", args=[path])},
        ],
    }
