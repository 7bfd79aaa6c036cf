"""Whose an imported record becomes: that of its level's territory, as far up as the person may import."""

from clrisk_site.figures.message import says
from clrisk_site.people.access import may
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import BuiltUponError
from mapping.models import GovernmentLevel

DEPTHS = {GovernmentLevel.FEDERAL: 0, GovernmentLevel.STATE: 1}


class Rights:
    """What one person may change from one territory upwards; each territory is looked up once."""

    def __init__(self, territory: Territory, actor: object) -> None:
        self.territory = territory
        self.actor = actor
        self._may: dict[str, bool] = {}

    def may(self, path: str) -> bool:
        """Whether the person may import into the territory; the command line may everything."""
        if self.actor is None:
            return True
        if path not in self._may:
            owner = Territory.objects.get(path=path)
            allowed = isinstance(self.actor, User) and may(self.actor, Permission.IMPORT_PROGRAMMES, owner)
            self._may[path] = allowed
        return self._may[path]

    def owner_of(self, level: str) -> str:
        """Return the path that owns a record of this level of government."""
        depth = DEPTHS.get(GovernmentLevel(level))
        own = self.territory.path
        if depth is None or depth >= own.count("."):
            return own
        above = ".".join(own.split(".")[: depth + 1])
        return above if self.may(above) else own

    def refuse_foreign(self, path: str, name: str) -> None:
        """Raise where a record may not be removed from here.

        Raises
        ------
        BuiltUponError
            When it belongs to a territory into which the person may not import.
        """
        if not self.may(path):
            place = Territory.objects.get(path=path).name
            raise BuiltUponError(
                says("«%(row)s» belongs to %(place)s. It can only be removed there.", row=name, place=place)
            )
