"""Published definitions: how each reads, and a draft that begins with one."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from diagnosis.models import DefinitionPreset, DefinitionSheet

_TEXTS = ("legal", "operational", "working", "deviations")


@dataclass(frozen=True)
class PresetShown:
    """One published definition with the way to begin a draft with it."""

    name: str
    explanation: str
    facts: list[dict[str, Any]]
    url: str


def presets_shown(presets: list[DefinitionPreset], *, path: str, edits: bool) -> list[PresetShown]:
    """Return each published definition with its texts and numbers."""
    return [
        PresetShown(
            name=str(preset),
            explanation=preset.explanation,
            facts=_facts(preset),
            url=reverse("definition-preset", args=[path, preset.pk]) if edits else "",
        )
        for preset in presets
    ]


def begin_with(sheet: DefinitionSheet, preset: DefinitionPreset) -> DefinitionSheet:
    """Put the texts and numbers of a published definition into a draft, unsaved; what it lacks stays."""
    for name in _TEXTS:
        text = preset.wording(name)
        if text:
            setattr(sheet, name, text)
    if not any(map(preset.wording, _TEXTS)):
        sheet.working = preset.explanation or str(preset)
    sheet.preset = preset
    sheet.age_from = preset.in_force("age_from", preset.age_from)
    sheet.age_to = preset.in_force("age_to", preset.age_to)
    sheet.chores_hours = preset.in_force("chores_hours", preset.chores_hours)
    return sheet


def presets_lead(count: int, sheet: DefinitionSheet | None) -> str:
    """Say how many there are and what choosing one does."""
    words = gettext(
        "%(count)s published definitions to begin with. Each opens as a draft that you edit and save."
    )
    said = words % {"count": count}
    if sheet is not None and not sheet.is_frozen:
        return f"{said} {gettext('Saving one replaces the texts of the draft that exists.')}"
    return said


def _facts(preset: DefinitionPreset) -> list[dict[str, Any]]:
    first, last = preset.in_force("age_from", preset.age_from), preset.in_force("age_to", preset.age_to)
    hours = preset.in_force("chores_hours", preset.chores_hours)
    if hours is not None:
        chores = gettext("Count from %(hours)s hours per week") % {"hours": hours}
    elif preset.in_force("counts_chores", preset.counts_chores):
        chores = gettext("Count; the number of hours is for you to set")
    else:
        chores = gettext("Do not count")
    if first is None:
        ages = gettext("Up to %(last)s years") % {"last": last} if last is not None else gettext("Not said")
    else:
        ages = gettext("%(first)s to %(last)s years") % {"first": first, "last": last}
    facts = [
        {"label": gettext("Ages"), "value": ages},
        {"label": gettext("Chores in the own home"), "value": chores},
    ]
    for name, label in (
        ("legal", gettext("Legal definition")),
        ("operational", gettext("Operational definition")),
        ("working", gettext("Working definition")),
    ):
        text = preset.wording(name)
        if text:
            facts.append({"label": label, "value": text})
    return [*facts, {"label": gettext("Source"), "value": preset.citation or gettext("Not said")}]
