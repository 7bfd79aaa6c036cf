"""Which records a seat may be in; the app that knows coordination spaces names them when it is ready."""

from django.db.models import QuerySet

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory


class Seating:
    """The model whose records have seats."""

    def __init__(self) -> None:
        self._model: type[Record] | None = None

    def register(self, model: type[Record]) -> None:
        self._model = model

    def spaces_of(self, territory: Territory) -> QuerySet[Record]:
        """Return the spaces that a territory owns itself.

        Raises
        ------
        LookupError
            When no app has registered its spaces.
        """
        if self._model is None:
            raise LookupError("no model of spaces is registered")
        return self._model._default_manager.filter(territory=territory)


seating = Seating()
