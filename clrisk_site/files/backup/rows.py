"""Rows as lines of JSON, the same on SQLite and PostgreSQL, with a hash over them in order of their key."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

# Sign-in sessions, the queue and files on their way in are not part of what a municipality owns.
LEFT_OUT = {"sessions.session", "files.upload", "account.emailconfirmation"}
LEFT_OUT_APPS = {"django_tasks_db", "django_tasks_database"}


def kept_models() -> list[type[models.Model]]:
    """Every model whose rows are kept, link tables too, in a stable order."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label_lower not in LEFT_OUT
        and model._meta.app_label not in LEFT_OUT_APPS
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """Each row of a table as one line of JSON, ordered by primary key."""
    fields = model._meta.concrete_fields
    for row in model._default_manager.order_by("pk").iterator(chunk_size=2000):
        values = [_encode(field, row) for field in fields]
        yield json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def decode_line(model: type[models.Model], line: bytes) -> list[Any]:
    """The Python values of one line, in the order of the model's concrete fields."""
    fields = model._meta.concrete_fields
    return [_decode(field, value) for field, value in zip(fields, json.loads(line), strict=True)]


def _encode(field: models.Field[Any, Any], row: models.Model) -> object:
    value = field.value_from_object(row)
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64encode(bytes(value)).decode()
    return value if isinstance(value, (bool, int, float, str)) else field.value_to_string(row)


def _decode(field: models.Field[Any, Any], value: object) -> object:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(str(value))
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
