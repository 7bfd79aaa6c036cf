"""No personal value reaches the audit: what looks personal is declared, and canaries are looked for."""

import json
import re
from typing import Any

from django.apps import apps
from django.db import models

from clrisk_site.people import audit
from clrisk_site.people.actions.add_person import add_person
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.record import Record
from clrisk_site.people.writing import create_record, delete_record, save_record
from clrisk_site.places.models import Territory
from tests.world import World

OWN = ["places", "people", "files", "adaptations", "diagnosis", "mapping", "planning"]
LOOKS_PERSONAL = re.compile(
    r"name|mail|phone|mobile|contact|responsible|note|person|interview|author|signatory|quote|remark|_post$|^post$"
)
TEXTS = (models.CharField, models.TextField, models.JSONField)

NOT_PERSONAL = {
    "places.territory.name": "a place",
    "places.territory.search_name": "a place",
    "places.neighbourhood.name": "a place",
    "places.boundary.name": "a place, as one map calls it",
    "files.attachment.file_name": "never enters the audit: note_act leaves title and name out",
    "files.attachment.stored_name": "made at random",
    "files.job.file_name": "made by the program",
    "files.job.stored_name": "made at random",
    "files.importreceipt.file_name": "a table of data, kept on its receipt",
    "files.upload.file_name": "a table of data, kept on its receipt",
    "files.upload.stored_name": "made at random",
    "diagnosis.factorweight.note": "why a factor weighs what it does",
    "diagnosis.populationcount.note": "how a number was made",
    "diagnosis.zone.name": "a zone",
    "diagnosis.school.name": "a school",
    "diagnosis.survey.file_name": "anonymous records of an office, and their file is known by its hash",
    "diagnosis.indicator.name": "what is measured",
    "diagnosis.riskmodel.name": "a publication",
    "diagnosis.riskrelease.name": "a publication",
    "diagnosis.elementavailability.note": "which data exist",
    "diagnosis.codebookvariable.name": "a variable",
    "diagnosis.localvariable.name": "a variable",
    "diagnosis.recode.note": "how codes are read",
    "diagnosis.crosswalk.note": "how categories compare",
    "diagnosis.literaturesearch.note": "how a search was made",
    "diagnosis.reference.note": "what a publication says",
    "diagnosis.factormention.note": "what a publication says",
    "diagnosis.analysisresult.note": "how a result was made",
    "diagnosis.proxy.note": "what a published number means",
    "diagnosis.statisticalsource.name": "a publication",
    "diagnosis.statisticalsource.note": "what a publication can tell",
    "mapping.institution.name": "an institution",
    "mapping.servicedirectory.name": "a directory of institutions",
    "mapping.norm.name": "a law",
    "mapping.norm.note": "what a law says",
    "mapping.deskreviewstep.note": "which documents were gathered",
    "mapping.official.post": "an office, whoever holds it",
    "mapping.office.phone": "of an office",
    "mapping.office.email": "of an office",
    "mapping.office.name": "a place where the public is attended",
    "mapping.institution.phone": "of an institution",
    "mapping.institution.email": "of an institution",
    "mapping.programme.name": "a programme",
    "mapping.inventorylisting.name": "a programme, as an inventory lists it",
    "mapping.inventorylisting.institution_name": "an institution, as an inventory names it",
    "mapping.coordinationspace.name": "a commission",
    "mapping.pastintervention.name": "an intervention",
    "planning.pilot.liaison_post": "an office, whoever holds it",
    "planning.indicator.name": "an indicator",
}


# One per place, year, institution or name, so a twin is refused: their changes are tried all the same.
ONLY_ONE = {
    "planning.pilot",
    "files.letterhead",
    "mapping.localoffer",
    "mapping.actorprofile",
    "mapping.programme",
    "mapping.pastintervention",
}


def _text_fields() -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for label in OWN
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTS) and not field.choices
    ]


def test_every_field_that_looks_personal_is_declared_or_listed_with_a_reason() -> None:
    undeclared, found = [], set()
    for model, name in _text_fields():
        key = f"{model._meta.label_lower}.{name}"
        if LOOKS_PERSONAL.search(name):
            found.add(key)
            if name not in getattr(model, "PERSONAL", ()) and key not in NOT_PERSONAL:
                undeclared.append(key)
    assert undeclared == [], "declare them in PERSONAL, or list them here with a reason"
    assert set(NOT_PERSONAL) <= found, "a listed field is gone"


def test_declared_fields_exist() -> None:
    for label in OWN:
        for model in apps.get_app_config(label).get_models():
            names = {field.name for field in model._meta.get_fields()}
            assert set(getattr(model, "PERSONAL", ())) <= names, model


def _everything_noted() -> str:
    return json.dumps(list(AuditEntry.objects.values()), default=str, ensure_ascii=False)


def _with_personal(world: World) -> list[Record]:
    return [one for one in world.values() if isinstance(one, Record) and one.PERSONAL]


def test_no_canary_of_a_record_is_noted(world: World, liaison: User) -> None:
    records = _with_personal(world)
    assert len(records) >= 3
    for record in records:
        name = min(record.PERSONAL)
        setattr(record, name, "CANARIO-uno")
        save_record(record, by=liaison, expected_version=record.version)
        setattr(record, name, "CANARIO-dos")
        save_record(record, by=liaison, expected_version=record.version)
        entry = AuditEntry.objects.filter(subject_id=str(record.pk)).first()
        assert entry is not None
        assert entry.changes == {name: audit.CHANGED}
    assert "CANARIO" not in _everything_noted()


def test_no_canary_of_a_record_that_comes_and_goes_is_noted(world: World, liaison: User) -> None:
    for record in _with_personal(world):
        kind = type(record)
        twin: Any = kind(
            **{field.attname: getattr(record, field.attname) for field in kind._meta.concrete_fields}
        )
        if kind._meta.label_lower in ONLY_ONE:
            continue
        twin.pk = None
        for name in kind.PERSONAL:
            setattr(twin, name, "CANARIO-tres")
        create_record(twin, by=liaison)
        delete_record(twin, by=liaison, expected_version=1)
    assert "CANARIO" not in _everything_noted()


def test_no_name_or_address_of_a_person_is_noted(tuxtla: Territory, chiapas: Territory) -> None:
    add_person(
        by=None,
        email="canario@example.org",
        name="CANARIO Pérez",
        password="una-clave-bien-larga",
        role=Role.COORDINATOR,
        territory=chiapas,
    )
    user = User.objects.get(email="canario@example.org")
    changes = {"name": ["CANARIO", "Otro"], "email": ["canario@example.org", ""], "language": ["", "es"]}
    entry = audit.note(by=user, territory=tuxtla, action="user.change", subject=user, changes=changes)
    assert entry.changes == {"name": "changed", "email": "changed", "language": ["", "es"]}
    assert "canario" not in _everything_noted().lower()
