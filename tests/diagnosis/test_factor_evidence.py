"""The merged evidence of factors: which number decides, what hides, and what works without any number."""

import datetime as dt
from collections.abc import Sequence

import pytest
from django.utils import timezone

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, Verdict
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.evidence import Agreement, Effect, FactorEvidence, Origin, Voices, agreement_of, deciding_first
from diagnosis.models import (
    AnalysisResult,
    CodebookVariable,
    DefinitionSheet,
    FactorEffect,
    FactorMention,
    FactorWeight,
    Finding,
    QualitativeInstrument,
    Reference,
)
from diagnosis.queries.factor_evidence import factor_evidence, outcomes_known
from tests.diagnosis.places import make_factor

TEAM, FILES = Audience.TEAM, Audience.PUBLIC


def _effect(value: float, *, half: float | None = 2, **more: object) -> Effect:
    story = Story("ENTI", 2019, basis=Basis.MODELLED)
    ends = {} if half is None else {"lower": value - half, "upper": value + half}
    verdict = Verdict(str(more.pop("verdict", "publish")))
    values: dict[str, object] = {"origin": Origin.COMPUTED, "title": "R", "technique": "logit", **more}
    return Effect(points=Estimate(value, Unit.POINTS, story, verdict=verdict, **ends), **values)  # type: ignore[arg-type]  # literals of this test


def test_a_number_points_nowhere_when_its_interval_holds_zero() -> None:
    assert [_effect(5).direction, _effect(-5).direction, _effect(1).direction] == [
        "raises",
        "lowers",
        "unclear",
    ]
    assert _effect(1, half=None).direction == "raises"


def test_the_deciding_number() -> None:
    model, plain = _effect(4), _effect(9, technique="difference")
    shaky, girls = _effect(20, verdict="review"), _effect(12, sex="girls")
    published = _effect(30, origin=Origin.PUBLISHED, technique="")
    assert deciding_first([published, shaky, plain, girls, model]) == (model, girls, plain, published, shaky)


def test_kinds_of_evidence_agree_or_not() -> None:
    assert agreement_of([]) is Agreement.NONE
    assert agreement_of(["raises"]) is Agreement.ONE_KIND
    assert agreement_of(["raises", "unclear"]) is Agreement.UNCLEAR
    assert agreement_of(["raises", "unclear", "raises"]) is Agreement.SAME_WAY
    assert agreement_of(["raises", "lowers"]) is Agreement.APART
    assert agreement_of(["unclear", "unclear"]) is Agreement.UNCLEAR
    assert [Voices(2, 1).direction, Voices(0, 2, 5).direction, Voices().direction] == [
        "unclear",
        "lowers",
        "unclear",
    ]


def make_result(sheet: DefinitionSheet, **more: object) -> AnalysisResult:
    values: dict[str, object] = {
        "territory": sheet.territory,
        "technique": "logit",
        "outcome": "work",
        "title": "Modelo",
        "definition": sheet,
        "source": "ENTI",
        "year": 2019,
        "sha256": "0" * 64,
        "software": "test",
    }
    return AnalysisResult.objects.create(**{**values, **more})


def make_sheet(territory: Territory, by: User, working: str = "15 a 17") -> DefinitionSheet:
    return DefinitionSheet.objects.create(
        territory=territory,
        legal="Ley",
        operational="INEGI",
        working=working,
        frozen_at=timezone.now(),
        frozen_by=by,
    )


def _row(rows: Sequence[FactorEvidence], code: str) -> FactorEvidence:
    return next(row for row in rows if row.factor.code == code)


@pytest.mark.django_db
def test_three_kinds_of_evidence_meet_in_one_ranking(tuxtla: Territory, liaison: User) -> None:
    school, chores, poor, silent = (make_factor(code) for code in ("school", "chores", "poor", "silent"))
    for factor, points in ((school, 3.0), (chores, None)):
        FactorWeight.objects.create(
            territory=tuxtla, factor=factor, direction="raises", effect_points=points, source="X", year=2015
        )
    sheet = make_sheet(tuxtla, liaison)
    result = make_result(sheet)
    numbers = {"points": 12.0, "lower": 8.0, "upper": 16.0, "odds_ratio": 1.9, "verdict": "publish"}
    FactorEffect.objects.create(
        result=result, factor=school, variable="asis", category="no", n=400, cases=80, **numbers
    )
    few = {**numbers, "points": 25.0, "upper": 40.0, "n": 40, "cases": 7}
    FactorEffect.objects.create(result=result, factor=poor, variable="ing_hog", category="1", **few)
    reference = Reference.objects.create(territory=tuxtla, citation="Autora (2018)", level="state")
    FactorMention.objects.create(reference=reference, factor=school, direction="raises")
    instrument = QualitativeInstrument.objects.create(
        territory=tuxtla, method="group", title="Grupo", held_on=dt.date(2026, 5, 4)
    )
    for factor, strength in ((school, "raises"), (chores, "lowers"), (chores, "raises")):
        Finding.objects.create(
            territory=tuxtla, instrument=instrument, factor=factor, strength=strength, text="Lo dicen"
        )
    elsewhere = Reference.objects.create(
        territory=Territory.objects.get(path="MX.07"), citation="Otra", level="state"
    )
    FactorMention.objects.create(reference=elsewhere, factor=silent, direction="raises")

    rows = {row.factor.code: row for row in factor_evidence(tuxtla, audience=TEAM)}
    assert list(rows) == ["school", "chores", "poor", "silent"]  # priority first, then by size
    top = rows["school"]
    assert [one.origin.value for one in top.effects] == ["computed", "published"]
    assert (top.size, top.direction, top.agreement) == (12.0, "raises", Agreement.SAME_WAY)
    assert (top.documentary.total, top.qualitative.raises) == (1, 1)
    assert top.effects[0].odds is not None
    assert (rows["chores"].direction, rows["chores"].agreement) == ("unclear", Agreement.ONE_KIND)
    assert not rows["silent"].is_known
    assert rows["poor"].size == 25.0

    outside = {row.factor.code: row for row in factor_evidence(tuxtla)}
    hidden = outside["poor"].effects[0]
    assert (hidden.points.is_available, hidden.odds, hidden.p_value) == (False, None, None)
    assert hidden.cases is not None
    assert hidden.cases.value is None
    beside = FactorEffect.objects.create(
        result=result, factor=poor, sex="boys", variable="ing_hog", category="1", n=500, cases=90, points=9.0
    )
    both = {one.sex: one for one in _row(factor_evidence(tuxtla), "poor").effects}
    assert both["boys"].points.value == 9.0
    assert both["boys"].n is not None
    assert both["boys"].n.value is None  # boys and all would tell how many girls there are
    # Few on the other side close a number of many: all children less these many would tell them.
    FactorEffect.objects.filter(pk=beside.pk).update(n_reference=8, cases_reference=4)
    for audience in (TEAM, FILES):
        both = {one.sex: one for one in _row(factor_evidence(tuxtla, audience=audience), "poor").effects}
        assert both["boys"].points.value is None
        assert both["boys"].n is not None
        assert (both["boys"].n.value, both["boys"].odds) == (None, None)
    beside.delete()
    # The working rule holds for the team alone.
    AnalysisResult.objects.filter(pk=result.pk).update(parameters={"plan": {"preset": "working"}})
    inside = _row(factor_evidence(tuxtla, audience=TEAM), "school").effects[0]
    assert (inside.origin, inside.points.value) == (Origin.COMPUTED, 12.0)
    told = _row(factor_evidence(tuxtla), "school").effects
    assert {one.origin: one.points.value for one in told} == {Origin.COMPUTED: None, Origin.PUBLISHED: 3.0}
    AnalysisResult.objects.filter(pk=result.pk).update(parameters={})
    assert outside["school"].effects[0].points.value == 12.0
    assert outcomes_known(tuxtla) == ("work",)
    assert not [
        row
        for row in factor_evidence(tuxtla, audience=TEAM, outcome="chores")
        if row.factor.code == "poor" and row.effects
    ]

    make_sheet(tuxtla, liaison, working="12 a 17")
    stale = next(row for row in factor_evidence(tuxtla, audience=TEAM) if row.factor.code == "school")
    assert [one.origin.value for one in stale.effects] == ["published", "computed"]
    assert stale.effects[1].stale is not None


@pytest.mark.django_db
def test_the_category_that_a_factor_is_named_after_decides(tuxtla: Territory, liaison: User) -> None:
    """A larger number of another category does not, and a comparison the other way round is turned."""
    boy, schooling = make_factor("boy"), make_factor("head_low_schooling")
    for key, factor, labels in (
        ("municipal_sex", boy, ("Hombre", "Mujer")),
        ("municipal_esc_jefe", schooling, ("Hasta primaria", "Secundaria", "Preparatoria o más")),
    ):
        categories = [{"code": str(i), "texts": {"es": one}} for i, one in enumerate(labels, start=1)]
        CodebookVariable.objects.create(
            code=key, subject=key, column="municipal", name=key, factor=factor.code, categories=categories
        )
    result = make_result(make_sheet(tuxtla, liaison))
    numbers = {"points": -8.0, "lower": -12.0, "upper": -4.0, "odds_ratio": 0.5, "verdict": "publish"}
    FactorEffect.objects.create(
        result=result, factor=boy, variable="Sexo", category="Niñas", reference="Hombre", **numbers
    )
    for category, points in (("Hasta primaria", 5.0), ("Preparatoria o más", -9.0)):
        FactorEffect.objects.create(
            result=result, factor=schooling, variable="Escolaridad", category=category, points=points
        )
    rows = {row.factor.code: row for row in factor_evidence(tuxtla, audience=TEAM)}
    (turned,) = rows["boy"].effects
    assert (turned.category, turned.reference, turned.direction) == ("Hombre", "Niñas", "raises")
    assert (turned.points.value, turned.points.lower, turned.points.upper) == (8.0, 4.0, 12.0)
    assert turned.odds is not None
    assert turned.odds.value == 2.0
    assert [one.category for one in rows["head_low_schooling"].effects] == [
        "Hasta primaria",
        "Preparatoria o más",
    ]


@pytest.mark.django_db
def test_index_mode_ranks_without_any_number(tuxtla: Territory) -> None:
    one, two = make_factor("one"), make_factor("two")
    instrument = QualitativeInstrument.objects.create(
        territory=tuxtla, method="expert", title="Expertas", held_on=dt.date(2026, 5, 4)
    )
    Finding.objects.create(territory=tuxtla, instrument=instrument, factor=two, strength="raises", text="Sí")
    found = factor_evidence(tuxtla)
    assert [row.factor.code for row in found] == ["two", "one"]
    assert (found[0].direction, found[0].leading, found[1].is_known) == ("raises", None, False)
    assert one.pk == found[1].factor.factor_id
