"""A word that is planted in every text of one municipality, to be looked for in the answers of another."""

from collections.abc import Mapping

from django.db import models

from clrisk_site.people.models import Snapshot

CANARY = "Zanateazul"

# Texts that are codes of the program, not words of a person.
CODES = {"code", "letter", "kind", "language", "stored_name", "sha256", "evidence_hash", "email", "file_name"}


def plant(world: Mapping[str, models.Model]) -> int:
    """Put the canary in front of every text of the records that belong to a territory; return how many."""
    planted = 0
    for record in world.values():
        if hasattr(record, "territory_id") and not isinstance(record, Snapshot):  # which never changes
            names = [field.name for field in record._meta.concrete_fields if _is_words(field)]
            for name in names:
                setattr(record, name, f"{CANARY} {getattr(record, name)}"[: _longest(record, name)])
            planted += len(names)
            type(record)._default_manager.filter(pk=record.pk).update(
                **{name: getattr(record, name) for name in names}
            )
    return planted


def _is_words(field: models.Field[object, object]) -> bool:
    return (
        isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, models.SlugField)
        and not field.choices
        and field.name not in CODES
    )


def _longest(record: models.Model, name: str) -> int | None:
    length: int | None = getattr(record._meta.get_field(name), "max_length", None)
    return length
