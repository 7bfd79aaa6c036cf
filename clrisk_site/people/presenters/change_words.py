"""The details of an audit entry in words: labels as on the form, values as the page shows them."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.catalogue.quantities import grouped
from clrisk_site.people.audit import CHANGED
from clrisk_site.people.audit_words import FACT_VALUES, FACTS, THINGS
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import AuditEntry, User

type Names = Mapping[tuple[str, str], str]

# The place is the page's own; the others are kept for the machine.
_NOT_TOLD = frozenset({"territory", "search_text", "newest", "emblem"})
# What the sentence says already.
_TOLD: Mapping[str, frozenset[str]] = {"access.denied": frozenset({"address", "method"})}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_PERSON = "person"  # a fact that holds the key of an account


@dataclass(frozen=True)
class Change:
    """One detail before and after, "" where there was nothing; `plain` where there was no before at all."""

    label: str
    before: str
    after: str
    plain: bool = False


def changes_of(entry: AuditEntry, names: Names) -> list[Change]:
    """The details of one entry, without those whose values are not kept."""
    is_new, found = entry.action.endswith(".create"), []
    for name, value in entry.changes.items():
        if value == CHANGED or name in _NOT_TOLD | _TOLD.get(entry.action, frozenset()):
            continue
        is_pair = isinstance(value, list) and len(value) == 2
        before, after = value if is_pair else (None, value)
        words = (
            _words(entry.subject_type, name, before, names),
            _words(entry.subject_type, name, after, names),
        )
        if any(words):
            plain = not words[0] and (is_new or not is_pair)
            found.append(Change(label_of(entry.subject_type, name), *words, plain=plain))
    return found


def unkept_of(entry: AuditEntry) -> list[str]:
    """Labels of the details that changed and whose values are personal."""
    return [label_of(entry.subject_type, name) for name, value in entry.changes.items() if value == CHANGED]


def model_of(subject_type: str) -> type[models.Model] | None:
    try:
        return apps.get_model(subject_type) if subject_type else None
    except (LookupError, ValueError):
        return None


def label_of(subject_type: str, name: str) -> str:
    """What people call a detail: as on its form, else as registered, else by its field's name."""
    thing = THINGS.get(subject_type)
    if thing and name in thing.labels:
        return str(thing.labels[name])
    model = model_of(subject_type)
    field = _field_of(model, name)
    on_form = _form_labels(model).get(name) if model else None
    if on_form and not (
        field and on_form == capfirst(str(field.verbose_name))
    ):  # that one is no label of ours
        return str(on_form)
    if name in FACTS:
        return str(FACTS[name])
    target = _target(field)
    if target is not None and target._meta.label_lower in THINGS:
        return capfirst(str(THINGS[target._meta.label_lower].name))
    return capfirst(str(field.verbose_name)) if field else capfirst(name.replace("_", " "))


def linked_names(entries: Iterable[AuditEntry]) -> Names:
    """Names of the records that keys in the entries point to, one query per kind of record."""
    wanted: dict[type[models.Model], set[str]] = {}
    for entry in entries:
        for target, key in _keys_in(entry):
            wanted.setdefault(target, set()).add(key)
    names = {
        (target._meta.label_lower, str(record.pk)): str(record)
        for target, keys in wanted.items()
        for record in target._default_manager.filter(pk__in=keys)
    }
    return {**names, **_coded_names(entries)}


def _coded_names(entries: Iterable[AuditEntry]) -> Names:
    """Names of the catalogue entries whose codes stand in coded details, one query per catalogue."""
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        thing = THINGS.get(entry.subject_type)
        for name, coded in thing.coded.items() if thing else ():
            for value in _both(entry.changes.get(name)):
                wanted.setdefault(coded.model, set()).update(value if isinstance(value, dict) else ())
    return {
        (label, found.code): str(found)
        for label, codes in wanted.items()
        for found in apps.get_model(label)._default_manager.filter(code__in=codes)
    }


def _both(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _keys_in(entry: AuditEntry) -> Iterator[tuple[type[models.Model], str]]:
    model = model_of(entry.subject_type)
    for name, value in entry.changes.items():
        if name == _PERSON and isinstance(value, int):
            yield User, str(value)
        target = _target(_field_of(model, name))
        if target is not None and isinstance(value, list):
            yield from ((target, str(key)) for key in value if isinstance(key, (int, str)) and key != "")


def _target(field: models.Field[Any, Any] | None) -> type[models.Model] | None:
    target = field.related_model if field is not None and field.many_to_one else None
    return target if isinstance(target, type) else None


def _field_of(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


@cache
def _form_labels(model: type[models.Model]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for form in _subclasses(RecordForm):
        if getattr(form._meta, "model", None) is model:
            found = {name: field.label for name, field in form.base_fields.items() if field.label} | found
    return found


def _subclasses(parent: type[Any]) -> Iterator[type[Any]]:
    for child in parent.__subclasses__():
        yield child
        yield from _subclasses(child)


def _words(subject_type: str, name: str, value: object, names: Names) -> str:
    told = _special_words(subject_type, name, value, names)
    if told:
        return told
    field = _field_of(model_of(subject_type), name)
    target = _target(field)
    if target is not None and value not in (None, ""):
        return names.get((target._meta.label_lower, str(value)), f"#{value}")
    choices = dict(field.flatchoices) if field is not None else FACT_VALUES.get(name, {})
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    if isinstance(value, list) and name in FACT_VALUES:  # a field that holds a list of codes
        return ", ".join(str(FACT_VALUES[name].get(str(one), one)) for one in value)
    if isinstance(field, models.DecimalField) and isinstance(value, str):
        return _quantity_words(value)
    return value_words(value)


def _special_words(subject_type: str, name: str, value: object, names: Names) -> str:
    """Words for what is no field: people, and mappings of codes."""
    thing = THINGS.get(subject_type)
    coded = thing.coded.get(name) if thing else None
    if coded and isinstance(value, dict):
        pairs = [
            (names.get((coded.model, code), code), coded.choices.get(str(choice), choice))
            for code, choice in value.items()
        ]
        return ", ".join(f"{one}: {choice}" for one, choice in pairs)
    if name == _PERSON and isinstance(value, int):
        return names.get((User._meta.label_lower, str(value)), f"#{value}")
    return ""


def _quantity_words(value: str) -> str:
    whole, _point, decimals = value.partition(".")
    try:
        return grouped(float(value), len(decimals.rstrip("0"))) if whole else value
    except ValueError:
        return value


def value_words(value: object) -> str:
    """A stored value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        return ", ".join(filter(None, map(value_words, value)))
    if isinstance(value, dict):
        return _mapping_words(value)
    if isinstance(value, str):
        known = {"yes": gettext("Yes"), "no": gettext("No"), "unknown": gettext("Not known yet")}
        return known.get(value) or _day_words(value) or value
    return formats.localize(value) if isinstance(value, float) else str(value)


def _mapping_words(value: Mapping[str, object]) -> str:
    language = (get_language() or "")[:2]
    if language in value:  # a text in several languages
        return value_words(value[language])
    return ", ".join(f"{key}: {value_words(inner)}" for key, inner in value.items())


def _day_words(value: str) -> str:
    if _MOMENT.fullmatch(value):
        moment = parse_datetime(value.replace(" ", "T", 1))
        return moment_words(moment) if moment else ""
    is_day = len(value) == len("2026-01-31") and value[4] == value[7] == "-"
    try:
        day: dt.date | None = parse_date(value) if is_day else None
    except ValueError:
        return ""
    return formats.date_format(day, "DATE_FORMAT") if day else ""
