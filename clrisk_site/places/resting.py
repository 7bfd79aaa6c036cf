"""What rests on stored rows, asked of the models themselves, so that floors above need not be known here."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import BuiltUponError

PER_QUERY = 5_000

type NameOf = Callable[[type[models.Model]], str]


@dataclass(frozen=True, slots=True)
class Resting:
    """The primary key of a row, and the first record that refers to it."""

    on: object
    record: models.Model


def plain_name_of(model: type[models.Model]) -> str:
    """Return what a model calls its records."""
    return str(model._meta.verbose_name)


def refuse_if_resting(
    model: type[models.Model],
    pks: Sequence[int],
    *,
    besides: Collection[type[models.Model]] = (),
    name_of: NameOf = plain_name_of,
) -> None:
    """Raise where something refers to one of the rows that are to be removed.

    Parameters
    ----------
    besides : collection of models
        Whose records are part of the rows and go with them.
    name_of : callable
        From a model to what people call its records.

    Raises
    ------
    BuiltUponError
        Naming the row and the first record that rests on it.
    """
    found = first_resting(model, pks, besides=besides)
    if found is not None:
        row = model._default_manager.get(pk=found.on)
        raise BuiltUponError(
            says(
                "«%(row)s» cannot be removed: «%(name)s» (%(thing)s) rests on it. Remove that first.",
                row=str(row),
                name=_label_of(found.record),
                thing=name_of(type(found.record)),
            )
        )


def first_resting(
    model: type[models.Model], pks: Sequence[int], *, besides: Collection[type[models.Model]] = ()
) -> Resting | None:
    """Return the first record outside the rows themselves that refers to one of them."""
    for chunk in batched(pks, PER_QUERY):
        for field in _fields_to(model, besides):
            resting = field.model._default_manager.filter(**{f"{field.name}__in": chunk}).order_by("pk")
            # Rows of the same table that go too, such as what lies below a territory, do not hold it.
            going = set(pks) if field.model is model else set()
            record = next((found for found in resting[: len(going) + 1] if found.pk not in going), None)
            if record is not None:
                return Resting(getattr(record, field.attname), _far_end(record, field))
        named = _first_named(model, chunk)
        if named is not None:
            return named
    return None


def _fields_to(
    model: type[models.Model], besides: Collection[type[models.Model]]
) -> Iterator["models.ForeignKey[models.Model, models.Model]"]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.field.model in besides:
            continue
        if isinstance(relation.field, models.ForeignKey):
            yield relation.field


def _far_end(record: models.Model, field: "models.ForeignKey[models.Model, models.Model]") -> models.Model:
    """Return the record itself, or what a row of a hidden table between two models links to."""
    if not record._meta.auto_created:
        return record
    other = next(
        found
        for found in record._meta.concrete_fields
        if isinstance(found, models.ForeignKey) and found is not field
    )
    linked: models.Model = getattr(record, other.name)
    return linked


def _first_named(model: type[models.Model], pks: Sequence[int]) -> Resting | None:
    """Return the first record that names a row by its kind and number, such as an attached file."""
    for other in apps.get_models():
        for key in other._meta.private_fields:
            if isinstance(key, GenericForeignKey):
                kind = ContentType.objects.get_for_model(model)
                naming = other._default_manager.filter(**{key.ct_field: kind, f"{key.fk_field}__in": pks})
                if any(field.name == "removed_at" for field in other._meta.concrete_fields):
                    # What was removed is kept as a trace, and holds nothing.
                    naming = naming.filter(removed_at=None)
                record = naming.order_by("pk").first()
                if record is not None:
                    return Resting(getattr(record, key.fk_field), record)
    return None


def _label_of(record: models.Model) -> str:
    label = getattr(record, "audit_label", None)
    return str(record if label is None else label)
