"""The definition sheet as labelled texts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from clrisk_site.people.differences import LabelledText
from clrisk_site.people.freezing import FrozenContent, fingerprint
from clrisk_site.people.models import Snapshot
from diagnosis.models import DefinitionPreset, DefinitionSheet
from diagnosis.presenters.availability_matrix import availability_texts, element_words, unknown_words
from diagnosis.queries.availability_of import AvailabilityMatrix

_FIELDS = {"ages": "age_from"}  # the first of the fields that a part is typed into


@dataclass(frozen=True)
class SheetPart:
    """One text of a sheet under its heading; `key` is the same in every version and language.

    `short` ones are facts of a line, which pages show as a list of labels and values.
    """

    key: str
    title: str
    text: str
    short: bool = False


def sheet_parts(sheet: DefinitionSheet | None) -> list[SheetPart]:
    """Return the texts of a sheet in the order of the method; the working definition comes first."""
    if sheet is None:
        return []
    return [
        SheetPart("working", gettext("Working definition"), sheet.working),
        SheetPart("ages", gettext("Ages"), ages_words(sheet), short=True),
        SheetPart("chores_hours", gettext("Chores in the own home"), chores_words(sheet), short=True),
        *(
            [
                SheetPart(
                    "preset",
                    gettext("Published definition it began with"),
                    preset_words(sheet.preset),
                    short=True,
                )
            ]
            if sheet.preset
            else []
        ),
        SheetPart("legal", gettext("Legal definition"), sheet.legal),
        SheetPart("operational", gettext("Operational definition"), sheet.operational),
        SheetPart(
            "deviations",
            gettext("How the working definition departs from the others"),
            sheet.deviations or gettext("No deviation was recorded."),
        ),
    ]


def ages_words(sheet: DefinitionSheet) -> str:
    """Say which ages the working definition covers, or that the sheet does not say it."""
    ages = {"first": sheet.age_from, "last": sheet.age_to}
    if sheet.age_from is None and sheet.age_to is None:
        return gettext("The sheet does not say the ages as numbers.")
    if sheet.age_from is None:
        return gettext("Up to %(last)s years.") % ages
    if sheet.age_to is None:
        return gettext("From %(first)s years.") % ages
    return gettext("From %(first)s to %(last)s years.") % ages


def chores_words(sheet: DefinitionSheet) -> str:
    """Say from how many hours chores count; where a published cut-off was not verified, that is said."""
    if sheet.chores_hours is not None:
        return gettext("They count from %(hours)s hours per week.") % {"hours": sheet.chores_hours}
    if chores_are_open(sheet):
        return gettext("They count, and no number of hours was set: the published cut-off was not verified.")
    return gettext("No number of hours was set from which they count.")


def chores_are_open(sheet: DefinitionSheet) -> bool:
    """Whether the sheet counts chores like its preset, yet says no hours."""
    preset = sheet.preset
    return sheet.chores_hours is None and preset is not None and preset.counts_chores


def preset_words(preset: DefinitionPreset) -> str:
    """Return the name of a published definition with its source."""
    return f"{preset} · {preset.citation}" if preset.citation else str(preset)


def definition_content(sheet: DefinitionSheet, matrix: AvailabilityMatrix) -> FrozenContent:
    """Return what a sheet says, to be frozen; the headings are those of the page."""
    title = gettext("Working definition %(code)s") % {"code": definition_code(sheet)}
    texts = [LabelledText(part.key, part.title, part.text) for part in sheet_parts(sheet)]
    return FrozenContent(title, (*texts, *availability_texts(matrix)))


def definition_answers(
    sheet: DefinitionSheet, matrix: AvailabilityMatrix, *, change_url: str, matrix_url: str
) -> list[dict[str, object]]:
    """Return the draft as answers to check: each leads to its field, and what was left out says so."""
    given = {"deviations": sheet.deviations}
    rows = [
        {
            "label": part.title,
            "value": given.get(part.key, part.text),
            "change_url": ""
            if part.key == "preset"
            else f"{change_url}#id_{_FIELDS.get(part.key, part.key)}",
        }
        for part in sheet_parts(sheet)
    ]
    data = [
        {"label": row.name, "value": element_words(row), "change_url": f"{matrix_url}#element-{row.code}"}
        for row in matrix.rows
    ]
    return [{"title": "", "rows": rows}, {"title": gettext("What data exist"), "rows": data}]


def open_points(sheet: DefinitionSheet, matrix: AvailabilityMatrix) -> list[str]:
    """Say what the draft leaves open; it may be put into force all the same."""
    chores = f"{gettext('Chores in the own home')}: {chores_words(sheet)}"
    said = [chores] if chores_are_open(sheet) else []
    if sheet.age_from is None or sheet.age_to is None:
        said.append(gettext("The ages are not said as numbers, so data cannot be held against them."))
    preset = sheet.preset
    begun = (preset.age_from, preset.age_to) if preset else (None, None)
    if None not in begun and begun != (sheet.age_from, sheet.age_to):
        said.append(gettext("The ages differ from those of the published definition that it began with."))
    return [*said, *filter(None, [unknown_words(matrix)])]


def definition_code(sheet: DefinitionSheet) -> str:
    """Return the short name that numbers refer to."""
    return f"D-{sheet.pk}"


def version_code(version: Snapshot) -> str:
    """Return the same short name for the text that was frozen: a sheet freezes once."""
    return f"D-{version.subject_id}"


def says_the_same(draft: FrozenContent, in_force: FrozenContent) -> bool:
    """Whether a draft says word for word what is in force already; the title names the sheet alone."""
    return draft.texts == in_force.texts


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
            {
                "text": gettext("Ask each unit to acknowledge it"),
                "url": reverse("acknowledgements", args=[path]),
            },
            {"text": gettext("Back to the working definition"), "url": reverse("definition", args=[path])},
        ],
    }
