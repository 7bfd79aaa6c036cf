"""Which records freeze, and where their frozen versions belong; apps add theirs when ready."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise

from clrisk_site.people.models import Snapshot
from clrisk_site.people.page import Section
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class Freezable:
    """A kind of record that freezes.

    Parameters
    ----------
    view : Permission
        What opens the record's own page, and with it the frozen versions.
    label : text
        The name of that page, as the way back says it.
    address : callable, optional
        Returns the address of that page in a territory.
    section : int or str, optional
        Where the navigation stands.
    code : callable, optional
        Returns what people call a version, such as "D-2", where each record freezes only once; else the
        number of the version is said.
    """

    view: Permission
    label: str | Promise = ""
    address: Callable[[Territory], str] | None = None
    section: Section | None = None
    code: Callable[[Snapshot], str] | None = None

    def number(self, snapshot: Snapshot) -> str:
        """Return what a version is called."""
        return self.code(snapshot) if self.code else str(snapshot.number)

    def trail(self, territory: Territory) -> list[dict[str, str]]:
        """Return the way back to the record's page."""
        return [{"label": str(self.label), "url": self.address(territory)}] if self.address else []


_kinds: dict[type[Record], Freezable] = {}


def register(
    model: type[Record],
    *,
    view: Permission,
    label: str | Promise = "",
    address: Callable[[Territory], str] | None = None,
    section: Section | None = None,
    code: Callable[[Snapshot], str] | None = None,
) -> None:
    """Let records of a model be frozen; the parameters are those of `Freezable`."""
    _kinds[model] = Freezable(view, label, address, section, code)


def freezable_of(subject_type: ContentType) -> Freezable | None:
    """Return how a kind of record freezes, or None where it does not."""
    model = subject_type.model_class()
    return _kinds.get(model) if model is not None and issubclass(model, Record) else None


def number_of(snapshot: Snapshot) -> str:
    """Return what a version is called, whatever its kind."""
    kind = freezable_of(ContentType.objects.get_for_id(snapshot.subject_type_id))  # kept: lists ask often
    return kind.number(snapshot) if kind else str(snapshot.number)


def is_freezable(model: type[Record]) -> bool:
    """Whether records of a model freeze."""
    return model in _kinds
