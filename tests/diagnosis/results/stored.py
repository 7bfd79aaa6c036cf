"""A stored result of invented numbers, without its file."""

from typing import Any

from clrisk_site.places.models import Territory
from diagnosis.microdata.plan import ALL, BOYS, GIRLS
from diagnosis.models import AnalysisResult, DefinitionSheet, Outcome, Technique
from tests.diagnosis.results.microdata import WORKING, plan


def share(n: int, cases: int) -> dict[str, Any]:
    """Return what is stored of one share."""
    estimate = cases / n
    return {
        "estimate": estimate,
        "interval": [estimate * 0.8, min(1.0, estimate * 1.2)],
        "n": n,
        "cases": cases,
        "verdict": "publish",
        "failed": [],
    }


def part(sex: str, variable: str, data: dict[str, Any] | None) -> dict[str, Any]:
    """Return one part of a result."""
    return {"sex": sex, "variable": variable, "fault": None, "data": data, "warnings": []}


def difference(first: tuple[int, int], second: tuple[int, int]) -> dict[str, Any]:
    """Return the difference of those who do not attend and those who do, each as children and cases."""
    shares = [share(*first), share(*second)]
    gap = shares[0]["estimate"] - shares[1]["estimate"]
    groups = [{"group": label, **one} for label, one in zip(("No asiste", "Asiste"), shares, strict=True)]
    return {
        "difference": gap,
        "interval": [gap - 0.05, gap + 0.05],
        "p_adjusted": 0.01,
        "n1": first[0],
        "verdict": "publish",
        "groups": groups,
    }


COUNTS = {ALL: ((200, 60), (800, 100)), GIRLS: ((100, 20), (400, 40)), BOYS: ((100, 40), (400, 60))}


def make_result(territory: Territory, definition: DefinitionSheet, **more: Any) -> AnalysisResult:
    """Store differences of one variable, of all, girls and boys."""
    counts: dict[str, Any] = more.pop("counts", COUNTS)
    result = {
        "shares": [
            part(sex, "", share(first[0] + second[0], first[1] + second[1]))
            for sex, (first, second) in counts.items()
        ],
        "parts": [
            part(sex, "Asistencia", difference(first, second)) for sex, (first, second) in counts.items()
        ],
    }
    chosen = plan(outcomes=(WORKING,), variables=plan().variables[:1])
    given: dict[str, Any] = {
        "technique": Technique.DIFFERENCE,
        "outcome": Outcome.WORK,
        "title": "Asistencia y trabajo",
        "source": "INEGI, MTI",
        "year": 2024,
        "parameters": {"plan": chosen.to_plain(), "reading": {}},
        "inputs": {"file": "mti.csv", "rows": 1000, "left_out": 0, "outside": 0, "ageless": 0, "few": []},
        "sha256": "a" * 64,
        "software": "analyse 1",
        "result": result,
    }
    return AnalysisResult.objects.create(territory=territory, definition=definition, **{**given, **more})
