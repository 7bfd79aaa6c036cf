"""Fields that no form shows change nothing: each form is sent with every column of every table beside it."""

from typing import cast

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse

from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from tests.people.addresses import GUARDED, address, ways_of
from tests.people.matrix import Stage, may
from tests.people.page_forms import filled_form

pytestmark = pytest.mark.one_database

OWN = ("places", "people", "files", "diagnosis", "mapping", "planning")
STATES = ("status", "state", "role", "is_active", "frozen_at", "approved_at", "revoked_at", "purpose")

PARTS = 3  # so that several workers share the time
FORMS = sorted(name for name, row in GUARDED.items() if may(Role.LIAISON, name) and "method" not in row)


def _models() -> list[type[Model]]:
    return [model for label in OWN for model in apps.get_app_config(label).get_models()]


def _poison(elsewhere: Territory, stranger: User) -> dict[str, str]:
    """A value for every column that is not a person's to fill in."""
    found = {}
    for model in _models():
        for field in model._meta.concrete_fields:
            if field.name == "territory":
                found[field.name] = found[field.attname] = str(elsewhere.pk)
            elif field.name.endswith("_by") or field.name == "user":
                found[field.name] = found[field.attname] = str(stranger.pk)
            elif field.name in STATES:
                found[field.name] = "administrator" if field.name == "role" else "validated"
    return found | {"id": "1", "pk": "1", "is_staff": "on", "is_superuser": "on"}


def _footprints(elsewhere: Territory, stranger: User) -> dict[str, list[object]]:
    """Every row that belongs to the other municipality or bears its liaison's name."""
    found: dict[str, list[object]] = {}
    for model in _models():
        for field in model._meta.concrete_fields:
            wanted = {Territory: elsewhere, User: stranger}.get(field.related_model)  # type: ignore[arg-type]  # "self"
            if wanted is not None and field.name != "parent":
                rows = model._default_manager.filter(**{field.attname: wanted.pk}).order_by("pk")
                found[f"{model._meta.label} {field.name}"] = list(rows.values_list("pk", flat=True))
    return found


def _send(name: str, stage: Stage, poison: dict[str, str]) -> HttpResponse | None:
    """Send the form of a page with the poison beside its own fields; None when it has none to send."""
    client, url = stage.insiders[Role.LIAISON], address(name, stage.world)
    if "post" not in ways_of(client, url):
        return None
    page = client.get(url)
    form = page.context.get("form") if page.context else None
    if page.status_code != 200 or not isinstance(form, BaseForm):
        return None
    own = filled_form(page.content.decode(), form)
    answer = client.post(url, {**{key: [value] for key, value in poison.items()}, **own})
    return cast("HttpResponse", answer)


@pytest.mark.parametrize("part", range(PARTS))
def test_fields_of_no_form_are_not_stored(part: int, stage: Stage, stranger: User) -> None:
    poison = _poison(stage.elsewhere, stranger)
    before = _footprints(stage.elsewhere, stranger)
    answers = {}
    for name in FORMS[part::PARTS]:
        with transaction.atomic():
            answer = _send(name, stage, poison)
            assert _footprints(stage.elsewhere, stranger) == before, name
            transaction.set_rollback(True)
        if answer is not None:
            answers[name] = answer.status_code
    saved = [name for name, status in answers.items() if status == 302]
    assert set(answers.values()) <= {200, 302, 409, 422}, answers
    assert len(saved) > len(answers) / 3, f"many forms take effect, else nothing is tried: {answers}"


def test_the_check_can_fail(stage: Stage, stranger: User) -> None:
    before = _footprints(stage.elsewhere, stranger)
    record = stage.world["institution"]
    type(record)._default_manager.filter(pk=record.pk).update(created_by=stranger)
    assert _footprints(stage.elsewhere, stranger) != before
