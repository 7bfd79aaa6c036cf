"""Invariants of every model: an owner territory, who with every when, indexed keys, no child-level field."""

import re

import pytest
from django.apps import apps
from django.db import connection, models

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.people.record import Record

OWN = ["places", "people", "adaptations", "files", "diagnosis", "mapping", "planning"]
MODELS = [model for label in OWN for model in apps.get_app_config(label).get_models()]

# Models that belong to a country or to a person, not to one territory.
WITHOUT_TERRITORY = {
    "places.level",
    "places.territory",
    "people.user",
    "people.accesslink",
    "people.draft",
    "people.submission",
    "people.auditchain",
    "people.auditcheckpoint",
    "diagnosis.riskrelease",
    "diagnosis.riskmodel",
    "diagnosis.coefficient",
    "diagnosis.indicator",
    "files.importjournal",  # its receipt has one
    "places.fulloutline",  # its boundary has one
}

# Published by others: who brought them in stands on the receipt of the import.
PUBLISHED = {"diagnosis.riskrelease", "diagnosis.riskmodel"}

# Bodies and those who hold their posts are reached at work; none of them is a child or a family.
AT_WORK = {"mapping.institution", "mapping.office", "mapping.official"}
OF_WORK = {"phone", "address"}

CHILD_LEVEL = re.compile(
    r"birth|curp|\bdni\b|cpf|rfc|passport|photo|phone|address(?!es_no)|latitude|longitude|surname|child_name|student|"
    r"guardian|mother|father"
)


def _id(model: type[models.Model]) -> str:
    return model._meta.label_lower


@pytest.mark.parametrize("model", MODELS, ids=_id)
def test_model_has_an_owner_territory(model: type[models.Model]) -> None:
    if _id(model) in WITHOUT_TERRITORY or issubclass(model, CatalogueEntry):
        return
    fields = {field.name: field for field in model._meta.concrete_fields}
    if "territory" in fields:
        return
    parents = [field.related_model for field in fields.values() if field.many_to_one]
    assert any(issubclass(parent, Record) for parent in parents if not isinstance(parent, str | None))


@pytest.mark.parametrize("model", MODELS, ids=_id)
def test_every_moment_has_a_person(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.concrete_fields}
    machine = {"heartbeat_at", "started_at", "finished_at", "expires_at"}
    if "user" in names:  # a row of one person: whatever happens to it, that person did it
        machine |= {"created_at", "used_at", "saved_at", "sent_at"}
    alone = {name for name in names if name.endswith("_at") and name[:-3] + "_by" not in names} - machine
    assert alone <= ({"created_at"} if _id(model) in PUBLISHED else set())


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=_id)
def test_every_foreign_key_is_indexed(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    # An index on an expression names no column.
    indexed = [found["columns"] for found in constraints if found["index"] or found["unique"]]
    first_columns = {columns[0] for columns in indexed if columns}
    keys = {str(field.column) for field in model._meta.concrete_fields if field.many_to_one}
    assert keys <= first_columns


@pytest.mark.parametrize("model", MODELS, ids=_id)
def test_no_field_describes_one_child(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.concrete_fields} - (
        OF_WORK if _id(model) in AT_WORK else set()
    )
    assert not [name for name in names if CHILD_LEVEL.search(name)]


def test_the_lint_for_child_level_fields_can_fail() -> None:
    assert CHILD_LEVEL.search("birth_date")
    assert CHILD_LEVEL.search("home_address")
    assert not CHILD_LEVEL.search("children")
