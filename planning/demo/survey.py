"""Stores the survey of the demonstration: invented records make the shares, and are kept nowhere."""

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from clrisk_site.people.models import User
from diagnosis.actions.save_survey import SentSurvey, save_survey
from diagnosis.models import DefinitionSheet, Survey
from diagnosis.survey.plan import Column, Condition, Group, Plan
from diagnosis.survey.tabulating import Cells, tabulate
from planning.demo.reading import read

COLUMNS = ("UPM", "FACTOR", "EDAD", "SEXO", "TRABAJA")
UNIT, WEIGHT, AGE, SEX, WORKS = range(5)
_MULTIPLIER, _STEP, _MODULUS = 1103515245, 12345, 2**31


def build_survey(definition: DefinitionSheet, *, by: User) -> Survey:
    """Make the shares of the invented sample and store them as a person would."""
    data = read("survey")
    records = _records(data)
    cells = Cells(
        texts={place: [str(record[place]) for record in records] for place in range(len(COLUMNS))},
        numbers={
            place: np.array([record[place] for record in records], dtype=np.float64)
            for place in (WEIGHT, AGE)
        },
        rows=len(records),
        row_numbers=range(2, len(records) + 2),
    )
    plan = _plan(data)
    written = "\n".join(",".join(map(str, line)) for line in [COLUMNS, *records])
    sent = SentSurvey(
        title=data["title"],
        source=data["source"],
        year=data["year"],
        file_name=data["file_name"],
        sha256=hashlib.sha256(written.encode()).hexdigest(),
    )
    return save_survey(
        definition=definition,
        sent=sent,
        plan=plan,
        reading={},
        answer=tabulate(cells, plan),
        by=by,
        illustrative=True,
    )


def _plan(data: Mapping[str, Any]) -> Plan:
    groups = [(SEX, data["groups"]["sex"]), (AGE, data["groups"]["age"])]
    return Plan(
        conditions=(Condition(_column(WORKS), "1"),),
        weight=_column(WEIGHT),
        unit=_column(UNIT),
        age=_column(AGE),
        groups=tuple(
            Group(_column(place), group["title"], tuple(group["lines"].items())) for place, group in groups
        ),
    )


def _column(place: int) -> Column:
    return Column(place, COLUMNS[place])


def _records(data: Mapping[str, Any]) -> list[tuple[int, int, int, int, int]]:
    """Return unit, weight, age, sex and answer of each child, drawn by a fixed sequence."""
    records, state = [], 1
    for number in range(data["children"]):
        age, sex = 5 + number % 13, 1 + number // 13 % 2
        shares = data["share"]["girls" if sex == 2 else "boys"]
        share = shares[max(first for first in shares if first <= age)]
        state = (_MULTIPLIER * state + _STEP) % _MODULUS
        works = 1 if (state >> 8) % 100 < share else 2
        records.append((number % data["units"], 90 + number * 7 % 41, age, sex, works))
    return records
