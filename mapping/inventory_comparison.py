"""What appeared, ended and changed between two years of inventories of programmes. No database here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clrisk_site.tables.matching.similarity import NameFinder, score
from clrisk_site.tables.territories import name_key

ALIKE = 0.8
"""From this likeness on two names may be one programme, which a person tells."""

_FILLERS = frozenset({"programa", "programas", "proyecto", "estatal", "municipal", "del", "de", "para"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme as an inventory lists it.

    Parameters
    ----------
    programme : int or None
        The key of the record that it became, if that is still there.
    facts : mapping of str to str
        Field to what the inventory says; silent fields are absent.
    """

    name: str
    institution: str
    programme: int | None = None
    facts: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, "" where an inventory says nothing of it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One programme in both years; `likeness` is 1 where the names are the same."""

    before: Listed
    after: Listed
    changes: tuple[FieldChange, ...] = ()
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two years compared; what may be the same stands in `perhaps` and in no other list."""

    appeared: tuple[Listed, ...]
    ended: tuple[Listed, ...]
    changed: tuple[Pair, ...]
    same: tuple[Pair, ...]
    perhaps: tuple[Pair, ...]


def compare(before: Sequence[Listed], after: Sequence[Listed]) -> Comparison:
    """Compare two inventories by name, never by place.

    Parameters
    ----------
    before, after : sequence of Listed
        The earlier and the later year.

    Returns
    -------
    Comparison
        Programmes of one name and institution are one. What has the name alone in common, or names nearly
        alike, is paired as perhaps the same.
    """
    left, pairs = list(before), []
    appeared = []
    for listed in after:
        same = next((one for one in left if _is_same(one, listed)), None)
        if same is None:
            appeared.append(listed)
        else:
            left.remove(same)
            pairs.append(Pair(same, listed, _changes(same, listed)))
    perhaps = _perhaps(left, appeared)
    for pair in perhaps:
        left.remove(pair.before)
        appeared.remove(pair.after)
    return Comparison(
        tuple(appeared),
        tuple(left),
        tuple(pair for pair in pairs if pair.changes),
        tuple(pair for pair in pairs if not pair.changes),
        tuple(perhaps),
    )


def _is_same(one: Listed, other: Listed) -> bool:
    """Two bodies often run programmes of one name; an inventory that names no body denies nothing."""
    if name_key(one.name) != name_key(other.name):
        return False
    bodies = {name_key(listed.institution) for listed in (one, other) if listed.institution}
    return len(bodies) < 2


def _perhaps(left: Sequence[Listed], appeared: Sequence[Listed]) -> list[Pair]:
    """Pair what is nearly alike, the most alike first, each once."""
    finder = NameFinder(_core(one.name) for one in left)
    found = [
        (likeness, place, number)
        for number, listed in enumerate(appeared)
        for likeness, core in finder.find(_core(listed.name), least=ALIKE, judge=_likeness)
        for place, one in enumerate(left)
        if _core(one.name) == core
    ]
    used: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for likeness, place, number in sorted(found, key=lambda one: (-one[0], one[1], one[2])):
        if place in used[0] or number in used[1]:
            continue
        used[0].add(place)
        used[1].add(number)
        one, other = left[place], appeared[number]
        pairs.append(Pair(one, other, _changes(one, other), likeness))
    return pairs


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are; one whose words all stand in the other may be its short form."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    return max(score(one, other), ALIKE if len(shorter) > 1 and shorter <= longer else 0.0)


def _core(name: str) -> str:
    words = [word for word in name_key(name).split() if word not in _FILLERS]
    return " ".join(words) or name_key(name)


def _changes(before: Listed, after: Listed) -> tuple[FieldChange, ...]:
    old = {**(before.facts or {}), "institution": before.institution}
    new = {**(after.facts or {}), "institution": after.institution}
    return tuple(
        FieldChange(field, old.get(field, ""), new.get(field, ""))
        for field in dict.fromkeys((*old, *new))
        if name_key(old.get(field, "")) != name_key(new.get(field, ""))
    )
