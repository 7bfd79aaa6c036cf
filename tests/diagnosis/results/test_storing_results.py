"""A result is stored once, under a definition, with all that a rerun needs, and says when it is stale."""

from typing import Any

import pytest
from django.utils import timezone

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import says
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis import recomputing
from diagnosis.actions.store_result import EffectRow, NoDefinitionError, store_result
from diagnosis.models import AnalysisResult, DefinitionSheet, Factor, Outcome, Technique
from diagnosis.recomputing import (
    NotRecomputableError,
    Recomputation,
    Rerun,
    differences,
    hash_of_inputs,
    recompute,
    register,
)
from diagnosis.staleness import stale_because, stale_inputs

STORED = {"numbers": [1.0, 2.0, None]}


def in_force(territory: Territory, by: User, working: str = "15 a 17 años") -> DefinitionSheet:
    return DefinitionSheet.objects.create(
        territory=territory,
        legal="Ley",
        operational="INEGI",
        working=working,
        frozen_at=timezone.now(),
        frozen_by=by,
    )


def store(territory: Territory, by: User, **more: Any) -> AnalysisResult:
    given: dict[str, Any] = {
        "technique": Technique.INDEX,
        "outcome": Outcome.NONE,
        "title": "Índice por área",
        "source": "CONAPO",
        "year": 2020,
        "parameters": {"scale": "range"},
        "inputs": {"rows": 3},
        "sha256": hash_of_inputs(STORED),
        "result": {"sum": 3.0, "areas": [{"index": 0.5}]},
    }
    return store_result(territory=territory, by=by, **{**given, **more})


@pytest.fixture
def stored_data(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the technique INDEX reads in these tests."""
    held: dict[str, Any] = {"inputs": STORED, "answer": {"sum": 3.0, "areas": [{"index": 0.5}]}}

    def inputs(_territory: Territory, _parameters: object) -> Any:
        if held["inputs"] is None:
            raise NotRecomputableError(says("Gone."))
        return held["inputs"]

    monkeypatch.setitem(recomputing._stored, "index", Recomputation(inputs, lambda *_: held["answer"]))
    return held


def test_store_once_under_definition(tuxtla: Territory, liaison: User) -> None:
    with pytest.raises(NoDefinitionError) as refused:
        store(tuxtla, liaison)
    assert not AnalysisResult.objects.exists()
    assert "definition" in render(refused.value.message) or "definición" in render(refused.value.message)
    sheet = in_force(tuxtla, liaison)
    factor = Factor.objects.create(code="f", texts={"es": "F"})
    rows = [
        EffectRow(factor, "asis", "No asiste", points=4.2, lower=1.0, upper=7.4, n=200, verdict="publish")
    ]
    first = store(tuxtla, liaison, effects=rows)
    assert store(tuxtla, liaison, effects=rows).pk == first.pk
    assert store(tuxtla, liaison, parameters={"scale": "z"}).pk != first.pk
    # Who corrects where the data come from gets what was typed, not the result of before.
    corrected = store(tuxtla, liaison, source="CONAPO, 2020")
    assert (corrected.pk != first.pk, corrected.source) == (True, "CONAPO, 2020")
    assert first.definition == sheet
    assert first.effects.get().points == 4.2
    assert "numpy" in first.software
    entry = AuditEntry.objects.get(action="analysisresult.create", subject_id=str(first.pk))
    assert entry.by == liaison
    assert "result" not in entry.changes
    assert entry.changes["sha256"] == [None, first.sha256]


def test_recompute_stored_data(tuxtla: Territory, liaison: User, stored_data: dict[str, Any]) -> None:
    in_force(tuxtla, liaison)
    result = store(tuxtla, liaison)
    assert recompute(result).outcome is Rerun.SAME
    assert stale_inputs(result) is None
    stored_data["answer"] = {"sum": 3.0, "areas": [{"index": 0.6}]}
    found = recompute(result)
    assert (found.outcome, found.differing) == (Rerun.DIFFERS, ("areas[0].index",))
    stored_data["inputs"] = {"numbers": []}
    assert recompute(result).outcome is Rerun.OTHER_INPUTS
    assert stale_inputs(result) is not None
    stored_data["inputs"] = None
    assert recompute(result).outcome is Rerun.NOT_UNDERSTOOD
    assert stale_inputs(result) is not None


def test_stale_after_other_definition(tuxtla: Territory, liaison: User) -> None:
    first = in_force(tuxtla, liaison)
    same_words = in_force(tuxtla, liaison, "15  a 17 años")
    other = in_force(tuxtla, liaison, "12 a 17 años")
    assert stale_because(first, first) is None
    assert stale_because(first, same_words) is None
    found = stale_because(first, other)
    assert found is not None
    assert f"D-{first.pk}" in str(found)
    assert f"D-{other.pk}" in str(found)
    assert stale_because(first, None) is not None


def test_hash_and_differences() -> None:
    assert hash_of_inputs({"a": 1, "b": [1.5]}) == hash_of_inputs({"b": [1.5], "a": 1})
    assert hash_of_inputs({"a": 1}) != hash_of_inputs({"a": 2})
    with pytest.raises(ValueError, match="JSON"):
        hash_of_inputs({"a": float("nan")})
    assert list(differences({"a": 1.0}, {"a": 1.0 + 1e-13})) == []
    assert list(differences({"a": 1.0}, {"a": None})) == ["a"]
    assert list(differences({"a": [1, 2]}, {"a": [1]})) == ["a"]
    assert list(differences({"a": True}, {"a": 1})) == ["a"]
    assert list(differences({"a": 0}, {})) == ["a"]


def test_unknown_technique(tuxtla: Territory, liaison: User, monkeypatch: pytest.MonkeyPatch) -> None:
    in_force(tuxtla, liaison)
    monkeypatch.setattr(recomputing, "_stored", {})
    result = store(tuxtla, liaison, technique=Technique.ZONES)
    assert recompute(result).outcome is Rerun.NOT_UNDERSTOOD
    assert stale_inputs(result) is None
    register(Technique.ZONES, Recomputation(lambda *_: STORED, lambda *_: dict(result.result)))
    assert recompute(result).same
