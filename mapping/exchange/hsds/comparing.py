"""What taking a directory in would do: which of its parts are new, change something, or are stored so."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from clrisk_site.figures.message import Message, says
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from mapping.exchange.hsds.facts import Facts, institution_facts, office_facts, programme_facts
from mapping.exchange.hsds.parts import Directory, Part
from mapping.exchange.hsds.returning import Sent, sent_from
from mapping.models import Institution, Office, Programme, ServiceDirectory

MOST_PARTS = 3_000
"""Each becomes a record with its entry in the history; more are a matter for the one who runs the server."""


class State(StrEnum):
    """What happens to one part."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Kind:
    """What parts of one table become, and how their facts are told."""

    facts: Callable[[Part], Facts]


INSTITUTIONS, PROGRAMMES, OFFICES = Kind(institution_facts), Kind(programme_facts), Kind(office_facts)


@dataclass
class Step:
    """One part with the record that it meets, and the fields that it would change."""

    part: Part
    owner: str = ""
    record: Record | None = None
    changes: Facts = field(default_factory=dict)
    state: State = State.SAME
    reason: Message | None = None

    @property
    def name(self) -> str:
        return self.part.row.get("name") or self.part.key


@dataclass
class Plan:
    """All steps, by what they become."""

    institutions: list[Step] = field(default_factory=list)
    programmes: list[Step] = field(default_factory=list)
    offices: list[Step] = field(default_factory=list)
    shared_changed: bool = False
    gone: tuple[str, ...] = ()
    refused_whole: Message | None = None

    def counts(self, steps: Iterable[Step]) -> Counter[State]:
        return Counter(step.state for step in steps)

    @property
    def steps(self) -> list[Step]:
        return [*self.institutions, *self.programmes, *self.offices]

    @property
    def does_something(self) -> bool:
        """Whether taking it in would change anything."""
        return self.refused_whole is None and (
            self.shared_changed or any(step.state in (State.NEW, State.CHANGED) for step in self.steps)
        )


def plan_directory(
    territory: Territory, name: str, directory: Directory, *, stored: ServiceDirectory | None
) -> Plan:
    """Compare a directory with what this very territory has stored.

    A record is known by its key in the directory, else by its name. What a person wrote here stays, where the
    directory itself says nothing new since it was taken in last.

    Parameters
    ----------
    stored : ServiceDirectory or None
        The directory of that name as it was taken in before.
    """
    institutions = list(Institution.objects.filter(territory=territory))
    owned: dict[Kind, list[Any]] = {
        INSTITUTIONS: institutions,
        PROGRAMMES: list(Programme.objects.filter(territory=territory)),
        OFFICES: list(Office.objects.filter(territory=territory)),
    }
    plan, sent = Plan(), sent_from(territory, name)
    plan.institutions = [
        _step(part, owned[INSTITUTIONS], INSTITUTIONS, sent) for part in directory.organizations.values()
    ]
    records = {step.part.key: step.record for step in plan.institutions}
    for kind, parts, steps in (
        (PROGRAMMES, directory.services, plan.programmes),
        (OFFICES, directory.locations, plan.offices),
    ):
        for part in parts.values():
            owner = part.row.get("organization_id", "")
            here = [one for one in owned[kind] if _belongs(one, records.get(owner))]
            steps.append(_step(part, here, kind, sent, owner=owner))
    _leave_others_alone(plan, territory)
    plan.shared_changed = (stored is None or stored.shared != directory.shared) and not (
        sent.says_shared(directory.shared) and all(step.state is State.SAME for step in plan.steps)
    )
    for steps in (plan.institutions, plan.programmes):
        _refuse_repeated(steps)
    _refuse_orphans(plan)
    if len(plan.steps) > MOST_PARTS:
        plan.refused_whole = says(
            "The directory has %(parts)s parts. At most %(most)s are taken in at once: split it.",
            parts=len(plan.steps),
            most=MOST_PARTS,
        )
    plan.gone = _gone(name, plan, [*institutions, *owned[PROGRAMMES]])
    return plan


def _step(part: Part, stored: Sequence[Record], kind: Kind, sent: Sent, *, owner: str = "") -> Step:
    said, ours = kind.facts(part), sent.part(part.key)
    if ours is not None and sent.says(part):
        return Step(part, owner, sent.records[part.key])
    known = sent.records.get(part.key) or next(
        (one for one in stored if _kept(one).get("row", {}).get("id") == part.key), None
    )
    found = known or next(
        (one for one in stored if not _kept(one) and getattr(one, "name", "") == said["name"]), None
    )
    if found is None:
        return Step(part, owner, None, said, State.NEW)
    kept = _kept(found)
    if kept:
        before = kind.facts(Part(kept["row"], kept["tables"]))
    else:  # what we wrote ourselves where nothing is stored, such as the sector as a description, is no news
        before = kind.facts(ours) if ours is not None else dict.fromkeys(said, "")
    speaks_of_ours = bool(kept) or ours is not None
    changes = {
        name: value
        for name, value in said.items()
        if value != before[name]
        and value != getattr(found, name)
        and (speaks_of_ours or not getattr(found, name))
    }
    is_same = not changes and kept.get("row") == part.row and kept.get("tables") == part.tables
    return Step(part, owner, found, changes, State.SAME if is_same else State.CHANGED)


def _leave_others_alone(plan: Plan, territory: Territory) -> None:
    """Change no record of a place above, whatever the directory says of it."""
    for step in plan.steps:
        if step.state is State.CHANGED and step.record is not None:
            place = step.record.territory
            if place.pk != territory.pk:
                step.state, step.changes = State.SAME, {}
                step.reason = says(
                    "The record belongs to %(place)s. It can only be changed there.", place=place.name
                )


def _kept(record: Record) -> dict[str, Any]:
    kept: dict[str, Any] = getattr(record, "directory_record", {})
    return kept


def _belongs(record: Record, institution: Record | None) -> bool:
    return institution is not None and getattr(record, "institution_id", None) == institution.pk


def _refuse_repeated(steps: Sequence[Step]) -> None:
    """Refuse the second of two parts that would be the same record."""
    seen: set[tuple[str, str]] = set()
    for step in steps:
        name = (step.owner, str(step.part.row.get("name", "")).casefold())
        if name in seen:
            step.state = State.REFUSED
            step.reason = says("Another row of the same organization has this name. Give each its own.")
        seen.add(name)


def _refuse_orphans(plan: Plan) -> None:
    """Refuse what belongs to an organization that is refused."""
    refused = {step.part.key for step in plan.institutions if step.state is State.REFUSED}
    for step in (*plan.programmes, *plan.offices):
        if step.owner in refused:
            step.state = State.REFUSED
            step.reason = says("Its organization is not taken in.")


def _gone(name: str, plan: Plan, stored: Sequence[Record]) -> tuple[str, ...]:
    """Return the records that came from the directory and that it no longer holds; they stay."""
    met = {step.part.key for step in plan.steps}
    of_it = [one for one in stored if _kept(one).get("directory") == name]
    return tuple(str(one) for one in of_it if _kept(one)["row"]["id"] not in met)
