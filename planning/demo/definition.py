"""Stores what the demonstration says around its definition: what data exist, sources, and inferred values."""

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.actions.save_availability import Answer, save_availability
from diagnosis.models import (
    DefinitionElement,
    DefinitionPreset,
    DefinitionSheet,
    Factor,
    Inference,
    StatisticalSource,
)
from planning.demo.reading import read


def complete_definition(sheet: DefinitionSheet, *, by: User) -> DefinitionSheet:
    """Give a draft its numbers, its published definition and its matrix, before it is put into force."""
    data = read("definition")
    sheet.preset = DefinitionPreset.objects.filter(code=data["preset"]).first()
    sheet.age_from, sheet.age_to = data["age_from"], data["age_to"]
    sheet.chores_hours = data["chores_hours"]
    elements = dict(DefinitionElement.objects.values_list("code", "pk"))
    answers = {
        (elements[code], level): Answer(told, note[0] if note else "")
        for code, levels in data["availability"].items()
        for level, (told, *note) in levels.items()
    }
    return save_availability(sheet, answers=answers, by=by, expected_version=sheet.version)


def build_sources(municipality: Territory, *, by: User) -> None:
    """Store the sources by level, and the values that other levels lend."""
    data = read("definition")
    for entry in data["sources"]:
        create_record(StatisticalSource(territory=municipality, illustrative=True, **entry), by=by)
    factors = {factor.code: factor for factor in Factor.objects.all()}
    for entry in data["inferences"]:
        about = factors.get(entry.get("factor", ""))
        inference = Inference(territory=municipality, **(entry | {"factor": about}), illustrative=True)
        create_record(inference, by=by)
