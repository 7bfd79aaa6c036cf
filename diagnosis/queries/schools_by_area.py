"""The schools of the areas of a municipality, added up per area from the newest register."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clrisk_site.places.models import Territory
from diagnosis.queries.schools import Register, registers_of, schools_of


@dataclass(frozen=True, slots=True)
class AreaSchools:
    """How many schools of a register lie in an area, and the enrolment of those that state it.

    A school with two levels is one school. `enrolment` is None where none states it, never zero.
    """

    schools: int = 0
    stated: int = 0
    enrolment: int | None = None


@dataclass(frozen=True)
class SchoolLayer:
    """One register by area (by the area's key), and the schools that lie in no area known here."""

    register: Register | None = None
    by_area: Mapping[int, AreaSchools] = field(default_factory=dict)
    elsewhere: int = 0

    @property
    def in_areas(self) -> int:
        """How many schools lie in some area."""
        return sum(one.schools for one in self.by_area.values())


def schools_by_area(territory: Territory) -> SchoolLayer:
    """Add up the newest register per area, in two queries; of the schools themselves nothing leaves it."""
    registers = registers_of(territory)
    if not registers:
        return SchoolLayer()
    register = registers[0]
    rows = schools_of(territory, register).filter(territory__level__is_micro=True)
    codes: dict[int, dict[str, list[int]]] = {}
    for area, code, enrolment in rows.order_by().values_list("territory_id", "code", "enrolment"):
        stated = codes.setdefault(area, {}).setdefault(code, [])
        if enrolment is not None:
            stated.append(enrolment)
    by_area = {area: _added(schools) for area, schools in codes.items()}
    return SchoolLayer(register, by_area, register.schools - len({c for one in codes.values() for c in one}))


def _added(schools: Mapping[str, list[int]]) -> AreaSchools:
    stated = [sum(levels) for levels in schools.values() if levels]
    return AreaSchools(len(schools), len(stated), sum(stated) if stated else None)
