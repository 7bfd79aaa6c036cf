"""The kinds of record that may have files attached; apps add theirs when ready."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory


@dataclass(frozen=True, slots=True)
class Attachable:
    """One kind of record.

    Parameters
    ----------
    model : type of Record
        Its rows carry the files.
    view, edit : Permission
        What a person must be allowed to see the record where they look from, and to attach where it is owned.
    address : callable
        From the path looked from and the record to the address of the page that shows it.
    seen : callable
        From a person and the territory they look from to the records that they see there.
    """

    model: type[Record]
    view: Permission
    edit: Permission
    address: Callable[[str, Record], str]
    seen: Callable[[User, Territory], QuerySet[Record]]

    @property
    def label(self) -> str:
        """What addresses call the kind of record."""
        return self.model._meta.label_lower


def own_rows[R: Record](model: type[R]) -> Callable[[User, Territory], QuerySet[R]]:
    """Return the records that a territory owns itself."""
    return lambda _user, territory: model._default_manager.filter(territory=territory)


class AttachableKinds:
    """The kinds of record, by model."""

    def __init__(self) -> None:
        self._kinds: dict[str, Attachable] = {}

    def register[R: Record](
        self,
        model: type[R],
        *,
        view: Permission,
        edit: Permission,
        address: Callable[[str, R], str],
        seen: Callable[[User, Territory], QuerySet[R]] | None = None,
    ) -> None:
        """Let files be attached to the records of a model; they are seen where they are owned unless said."""
        kind = Attachable(model, view, edit, address, seen or own_rows(model))  # type: ignore[arg-type]  # each kind is asked with its own rows only
        self._kinds[kind.label] = kind

    def get(self, label: str) -> Attachable | None:
        return self._kinds.get(label)

    def of(self, record: Record) -> Attachable:
        """Return the kind of a record.

        Raises
        ------
        LookupError
            When nothing may be attached to such records.
        """
        return self._kinds[record._meta.label_lower]

    def all(self) -> tuple[Attachable, ...]:
        return tuple(self._kinds.values())


attachable = AttachableKinds()
