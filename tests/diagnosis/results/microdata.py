"""A file of invented records with work, chores and two variables, and the choices on its header."""

from diagnosis.microdata.plan import (
    BOYS,
    CHORES,
    DIFFERENCE,
    GIRLS,
    WORK,
    AnalysisPlan,
    OutcomePlan,
    SexPlan,
    VariablePlan,
)
from diagnosis.survey.plan import Column, Condition

HEADER = "FOLIO,UPM,FACTOR,EDAD,SEXO,TRABAJA,HORAS,ASISTE,JEFE"
MARK = "76543"
"""Begins each weight of the invented records, so that a copy would be found."""
UNITS = 40

WORKING = OutcomePlan(WORK, (Condition(Column(5, "TRABAJA"), "1"),))
CHORING = OutcomePlan(CHORES, (Condition(Column(6, "HORAS"), "21+", "99"),))
ATTENDS = VariablePlan(Column(7, "ASISTE"), "Asistencia", (("1", "Asiste"), ("2", "No asiste")), "attendance")
HEAD = VariablePlan(
    Column(8, "JEFE"), "Educación del jefe", (("3", "Alta"), ("2", "Media"), ("1", "Baja"), ("4", "Rara"))
)
SEX = SexPlan(Column(4, "SEXO"), "2", "1")


def records(*, number: int = 1200) -> bytes:
    """Return the file; who does not attend works more often, girls do chores more often."""
    lines = [HEADER]
    for place in range(number):
        sex, away, level = 1 + place % 2, place % 5 == 0, 1 + place % 3
        works = (place * 7919) % 100 < (30 if away else 8) + (6 if sex == 1 else 0)
        hours = 25 if (place * 104729) % 100 < (35 if sex == 2 else 10) else place % 12
        head = 4 if place in (3, 500) else level
        cells = (
            place,
            f"C{place % UNITS:03d}",
            f"{MARK}.{place % 7}",
            5 + place % 13,
            sex,
            1 if works else 2,
            hours,
            2 if away else 1,
            head,
        )
        lines.append(",".join(map(str, cells)))
    return ("\n".join(lines) + "\n").encode()


def plan(technique: str = DIFFERENCE, **more: object) -> AnalysisPlan:
    """Return the choices that fit the file."""
    given: dict[str, object] = {
        "outcomes": (WORKING, CHORING),
        "variables": (ATTENDS, HEAD),
        "sex": SEX,
        "weight": Column(2, "FACTOR"),
        "unit": Column(1, "UPM"),
        "age": Column(3, "EDAD"),
    }
    return AnalysisPlan(technique, **{**given, **more})  # type: ignore[arg-type]  # the values are of the plan


__all__ = ["BOYS", "GIRLS", "MARK", "UNITS", "plan", "records"]
