"""Stores the analyses of the demonstration: invented records make the numbers, and are kept nowhere."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from clrisk_site.people.models import User
from clrisk_site.tables.anonymous_file import anonymous_copy
from diagnosis.actions.store_result import store_result
from diagnosis.analysis_job import sex_words
from diagnosis.microdata.plan import (
    CHORES,
    TECHNIQUES,
    WORK,
    AnalysisPlan,
    OutcomePlan,
    SexPlan,
    VariablePlan,
)
from diagnosis.microdata.reducing import reduce_cells
from diagnosis.microdata_effects import effect_rows
from diagnosis.models import DefinitionSheet, Outcome, Technique
from diagnosis.survey.plan import Column, Condition
from diagnosis.survey.tabulating import Cells
from planning.demo.reading import read

COLUMNS = ("FOLIO", "UPM", "FACTOR", "EDAD", "SEXO", "TRABAJA", "HORAS", "ASISTE", "ESC_JEFE")
UNIT, WEIGHT, AGE, SEX, WORKS, HOURS = 1, 2, 3, 4, 5, 6
_MULTIPLIER, _STEP, _MODULUS = 1103515245, 12345, 2**31

type Line = tuple[int, ...]


def build_analyses(definition: DefinitionSheet, *, by: User) -> None:
    """Compute the three techniques on the invented sample and store them as a person would."""
    from diagnosis.microdata.running import compute, software  # noqa: PLC0415 - it loads polars

    data = read("analyses")
    records = list(_records(data))
    written = "\n".join(",".join(map(str, line)) for line in [COLUMNS, *records])
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    territory = definition.territory
    for technique in TECHNIQUES:
        plan = _plan(data, technique)
        reduced = reduce_cells(_cells(records, plan), plan, salt=sha256)
        inputs = {
            "file": data["file_name"],
            "rows": reduced.rows,
            "left_out": 0,
            "outside": reduced.outside,
            "ageless": reduced.ageless,
            "few": [list(one) for one in reduced.few],
        }
        with anonymous_copy(reduced.frame.to_csv(index=False, lineterminator="\n").encode()) as path:
            found = compute(path, plan, country=territory.country)
        for outcome, result in found.items():
            store_result(
                territory=territory,
                technique=Technique(technique),
                outcome=Outcome(outcome),
                title=data["title"],
                source=data["source"],
                year=data["year"],
                parameters={"plan": plan.to_plain(), "reading": {}},
                inputs=inputs,
                sha256=sha256,
                result=result,
                effects=effect_rows(result["parts"], plan, sex_words()),
                by=by,
                illustrative=True,
                software=software(),
            )


def _plan(data: Mapping[str, Any], technique: str) -> AnalysisPlan:
    return AnalysisPlan(
        technique,
        outcomes=(
            OutcomePlan(WORK, (Condition(_column(WORKS), "1"),)),
            OutcomePlan(CHORES, (Condition(_column(HOURS), "21+"),)),
        ),
        variables=tuple(
            VariablePlan(_column(one["column"]), one["title"], tuple(one["lines"].items()), one["factor"])
            for one in data["variables"]
        ),
        sex=SexPlan(_column(SEX), "2", "1"),
        weight=_column(WEIGHT),
        unit=_column(UNIT),
        age=_column(AGE),
    )


def _column(place: int) -> Column:
    return Column(place, COLUMNS[place])


def _cells(records: list[Line], plan: AnalysisPlan) -> Cells:
    numeric = (WEIGHT, AGE)
    return Cells(
        texts={one.place: [str(record[one.place]) for record in records] for one in plan.looked_at.columns},
        numbers={
            place: np.array([record[place] for record in records], dtype=np.float64) for place in numeric
        },
        rows=len(records),
        row_numbers=range(2, len(records) + 2),
    )


def _records(data: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the answers of each child, drawn by a fixed sequence."""
    state = 7
    for number in range(data["children"]):
        draws = []
        for _draw in range(4):
            state = (_MULTIPLIER * state + _STEP) % _MODULUS
            draws.append((state >> 8) % 100)
        age, sex = 5 + number % 13, 1 + number // 13 % 2
        holds = {
            "boy": sex == 1,
            "girl": sex != 1,
            "older": age >= data["older_from"],
            "away": draws[0] < data["away"],
            "low": draws[1] < data["low"],
        }
        works = draws[2] < _of_hundred(data["work"], holds)
        busy = draws[3] < _of_hundred(data["chores"], holds)
        hours = data["hours"]["many" if busy else "few"]
        place = (number, number // 13 % data["units"], 90 + number * 7 % 41)
        level = 1 if holds["low"] else 2 + number % 2
        yield (*place, age, sex, 1 if works else 2, hours, 2 if holds["away"] else 1, level)


def _of_hundred(shares: Mapping[str, int], holds: Mapping[str, bool]) -> int:
    """Return of how many of a hundred such children something is true."""
    return sum(share for name, share in shares.items() if holds.get(name, True))
