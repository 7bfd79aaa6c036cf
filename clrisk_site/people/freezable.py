"""Which records freeze, and what opens their frozen versions; apps add theirs when ready."""

from django.contrib.contenttypes.models import ContentType

from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record

_kinds: dict[type[Record], Permission] = {}


def register(model: type[Record], *, view: Permission) -> None:
    """Let records of a model be frozen; `view` is the permission of the record's own page."""
    _kinds[model] = view


def permission_for(subject_type: ContentType) -> Permission | None:
    """Return what opens the frozen versions of a kind of record, or None where it does not freeze."""
    model = subject_type.model_class()
    return _kinds.get(model) if model is not None and issubclass(model, Record) else None


def is_freezable(model: type[Record]) -> bool:
    """Whether records of a model freeze."""
    return model in _kinds
