"""The kinds of actor that must be looked for, and for each: recorded, looked for in vain, or still open."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.places.models import Territory
from mapping.actors import kind_of
from mapping.models import ActorKind, Institution, NoneFound
from mapping.queries.actors import actor_institutions


class KindAnswer(StrEnum):
    """What is known about one kind of actor in a territory."""

    RECORDED = "recorded"
    NONE_FOUND = "none_found"
    STALE = "stale"  # "none found" was confirmed, and one has been recorded since
    OPEN = "open"


@dataclass(frozen=True)
class KindState:
    """One kind of actor with the number recorded, and what was confirmed where none was found."""

    kind: ActorKind
    count: int
    none_found: NoneFound | None

    @property
    def answer(self) -> KindAnswer:
        """What is known, derived from both; nothing of it is ticked by hand."""
        if self.none_found:
            return KindAnswer.STALE if self.count else KindAnswer.NONE_FOUND
        return KindAnswer.RECORDED if self.count else KindAnswer.OPEN


def kind_states(
    territory: Territory, institutions: Iterable[Institution] | None = None
) -> tuple[KindState, ...]:
    """Return the nine kinds in their order.

    Parameters
    ----------
    institutions : iterable of Institution, optional
        All that the territory sees, where the caller has them already.
    """
    seen = actor_institutions(territory) if institutions is None else institutions
    counts = Counter(kind_of(institution) for institution in seen)
    confirmed = {row.kind: row for row in NoneFound.objects.filter(territory=territory)}
    return tuple(KindState(kind, counts[kind], confirmed.get(kind)) for kind in ActorKind)


def recorded_of(territory: Territory, kind: ActorKind) -> Institution | None:
    """Return one institution of a kind that the territory sees, if there is any."""
    return next((one for one in actor_institutions(territory) if kind_of(one) is kind), None)
