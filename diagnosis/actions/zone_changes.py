"""What all changes of zones share: the line of the trail, the rules that refuse, and free letters."""

from collections.abc import Collection, Iterable

from clrisk_site.figures.message import Message, says
from clrisk_site.people.models import User
from clrisk_site.people.writing import NotSavedError, create_record
from clrisk_site.places.models import Territory
from diagnosis.models import Zone, ZoneChange, ZoneChangeKind, ZoneStatus
from diagnosis.statistics.zones.letters import letter_of


class ZoneRefusedError(NotSavedError):
    """A rule of zones forbids the change."""


def note_change(
    territory: Territory,
    kind: ZoneChangeKind,
    *,
    letters: Iterable[str],
    areas: Iterable[str],
    reason: str,
    by: User | None,
) -> ZoneChange:
    """Add a line to the trail of zones; called inside the transaction of the change."""
    line = ZoneChange(
        territory=territory, kind=kind, letters=list(letters), areas=sorted(areas), reason=reason.strip()
    )
    return create_record(line, by=by)


def checked_reason(reason: str) -> str:
    """Return the reason without blanks around it.

    Raises
    ------
    ZoneRefusedError
        If there is none.
    """
    if not reason.strip():
        raise ZoneRefusedError(says("Say why. Every change of a zone keeps its reason."))
    return reason.strip()


def checked_areas(territory: Territory, areas: Collection[Territory], own: Collection[int] = ()) -> None:
    """Refuse areas of another municipality, and areas that another zone in use holds.

    Parameters
    ----------
    own : collection of int
        Keys of the zones that may hold them.

    Raises
    ------
    ZoneRefusedError
        Naming the first area that does not fit.
    """
    if not areas:
        raise ZoneRefusedError(says("Choose at least one area."))
    foreign = next((area for area in areas if not territory.contains(area)), None)
    if foreign is not None:
        raise ZoneRefusedError(lies_elsewhere(foreign, territory))
    held = (
        Zone.areas.through.objects.filter(zone__territory=territory, territory__in=areas)
        .exclude(zone__in=own)
        .exclude(zone__status=ZoneStatus.DROPPED)
        .order_by("territory__path")
        .values_list("territory__code", "zone__letter")
        .first()
    )
    if held is not None:
        raise ZoneRefusedError(
            says(
                "Area %(code)s belongs to zone %(letter)s. Take it out there first.",
                code=held[0],
                letter=held[1],
            )
        )


def lies_elsewhere(area: Territory, territory: Territory) -> Message:
    """Return why an area of another municipality cannot be in a zone here."""
    return says(
        "Area %(code)s does not lie in %(place)s. A zone belongs to one municipality. "
        "Draw another zone on the other side of the border.",
        code=area.code,
        place=territory.name,
    )


def free_letters(territory: Territory, count: int) -> list[str]:
    """Return letters that no zone of the municipality has or had, so that none changes its meaning."""
    taken = set(Zone.objects.filter(territory=territory).values_list("letter", flat=True))
    found: list[str] = []
    place = 0
    while len(found) < count:
        letter = letter_of(place)
        if letter not in taken:
            found.append(letter)
        place += 1
    return found
