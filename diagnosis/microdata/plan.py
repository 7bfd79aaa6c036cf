"""What a person chose on the header of a file for an analysis: outcomes, sex, variables, sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from clrisk_site.tables.readers.request import Plain
from diagnosis.survey.plan import ANY, OLDEST, YOUNGEST, Column, Condition, Group, Plan

WORK, CHORES = "work", "chores"
GIRLS, BOYS, ALL = "girls", "boys", "all"
SEXES = (ALL, GIRLS, BOYS)
DIFFERENCE, CORRESPONDENCE, LOGIT = "difference", "correspondence", "logit"
TECHNIQUES = (DIFFERENCE, CORRESPONDENCE, LOGIT)


@dataclass(frozen=True, slots=True)
class OutcomePlan:
    """What counts as a case: economic activity or chores in the own home, never both in one.

    Parameters
    ----------
    kind : {"work", "chores"}
        Which of the two.
    conditions : tuple of Condition
        Answers that say so.
    joined : {"any", "all"}
        Whether one of them suffices.
    skipped : bool
        True if a blank answer beside another one was skipped by the questionnaire and means no.
    """

    kind: str
    conditions: tuple[Condition, ...]
    joined: str = ANY
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class SexPlan:
    """The column of the sex, with the codes of girls and of boys."""

    column: Column
    girls: str
    boys: str


@dataclass(frozen=True, slots=True)
class VariablePlan:
    """A variable whose categories are compared.

    Parameters
    ----------
    column : Column
        Where it stands in the file.
    title : str
        What it is called in the result.
    lines : tuple of (str, str)
        Codes of the file and the label of each category; the first one is the reference.
    factor : str
        Code of the factor it describes; "" for none.
    key : str
        Key of the variable of the codebook; "" for none.
    """

    column: Column
    title: str
    lines: tuple[tuple[str, str], ...]
    factor: str = ""
    key: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Its categories, the reference first."""
        return tuple(dict.fromkeys(label for _codes, label in self.lines))


@dataclass(frozen=True, slots=True)
class AnalysisPlan:
    """All choices of one analysis.

    Parameters
    ----------
    technique : str
        One of `TECHNIQUES`.
    outcomes : tuple of OutcomePlan
        One or two; each gets a result of its own.
    variables : tuple of VariablePlan
        What is compared.
    sex : SexPlan or None
        None where the file does not tell it.
    weight, stratum, unit, age : Column or None
        The sample, and the age in years.
    youngest, oldest : int
        Ages that belong to the base, both included.
    preset : str
        Rule of quality.
    """

    technique: str
    outcomes: tuple[OutcomePlan, ...]
    variables: tuple[VariablePlan, ...]
    sex: SexPlan | None = None
    weight: Column | None = None
    stratum: Column | None = None
    unit: Column | None = None
    age: Column | None = None
    youngest: int = YOUNGEST
    oldest: int = OLDEST
    preset: str = "eclac"

    @property
    def sexes(self) -> tuple[str, ...]:
        """For whom numbers are made."""
        return SEXES if self.sex else (ALL,)

    def read_as(self, outcome: OutcomePlan) -> Plan:
        """Return how one outcome is read, as a plan of shares."""
        return Plan(
            outcome.conditions,
            joined=outcome.joined,
            skipped=outcome.skipped,
            weight=self.weight,
            stratum=self.stratum,
            unit=self.unit,
            age=self.age,
            youngest=self.youngest,
            oldest=self.oldest,
        )

    @property
    def looked_at(self) -> Plan:
        """Every column that is looked at, as a plan of shares."""
        groups = [Group(one.column, one.title, one.lines) for one in self.variables]
        if self.sex:
            groups.append(Group(self.sex.column, "", ((self.sex.girls, GIRLS), (self.sex.boys, BOYS))))
        return Plan(
            tuple(condition for outcome in self.outcomes for condition in outcome.conditions),
            weight=self.weight,
            stratum=self.stratum,
            unit=self.unit,
            age=self.age,
            groups=tuple(groups),
        )

    def to_plain(self) -> dict[str, Plain]:
        """Return plain data from which `from_plain` makes an equal plan."""
        plain: dict[str, Plain] = asdict(self)
        return plain

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild a plan."""
        columns = {name: _column(data[name]) for name in ("weight", "stratum", "unit", "age")}
        sex = data["sex"]
        return cls(
            technique=data["technique"],
            outcomes=tuple(_outcome(one) for one in data["outcomes"]),
            variables=tuple(_variable(one) for one in data["variables"]),
            sex=None if sex is None else SexPlan(Column(**sex["column"]), sex["girls"], sex["boys"]),
            youngest=data["youngest"],
            oldest=data["oldest"],
            preset=data["preset"],
            **columns,
        )


def _outcome(data: Mapping[str, Any]) -> OutcomePlan:
    conditions = tuple(
        Condition(Column(**one["column"]), one["yes"], one["blank"]) for one in data["conditions"]
    )
    return OutcomePlan(data["kind"], conditions, data["joined"], data["skipped"])


def _variable(data: Mapping[str, Any]) -> VariablePlan:
    lines = tuple((codes, label) for codes, label in data["lines"])
    return VariablePlan(Column(**data["column"]), data["title"], lines, data["factor"], data["key"])


def _column(data: Mapping[str, Any] | None) -> Column | None:
    return None if data is None else Column(**data)
