"""Each caveat is said when it is true and only then; the query finds what makes it true."""

from typing import Any

import pytest
from django.utils.translation import override

from clrisk_site.places.models import Territory
from diagnosis.caveats import CaveatCode, CaveatFacts, caveats, named
from diagnosis.models import DefinitionSheet, StatisticalSource
from diagnosis.presenters.caveats import caveat_list
from diagnosis.queries.caveats import caveats_of

QUIET = CaveatFacts(this_year=2026, chores_measured=True)

TRUE: dict[CaveatCode, dict[str, Any]] = {
    CaveatCode.ASSOCIATION: {"shows_factors": True},
    CaveatCode.NOT_A_PROBABILITY: {"shows_index": True},
    CaveatCode.SYNTHETIC: {"shows_estimates": True},
    CaveatCode.CHORES_NOT_MEASURED: {"chores_measured": False},
    CaveatCode.DEFINITION_MISMATCH: {"other_definitions": ("Encuesta",)},
    CaveatCode.AGES_NOT_COVERED: {"ages": (("EIC", 12, 17),)},
    CaveatCode.DATA_YEAR: {"years": (("Censo", 2021),)},
    CaveatCode.UNIT_MISMATCH: {"units": (("Hacinamiento", "% de viviendas"), ("Asistencia", "%"))},
    CaveatCode.DESIGN_MISSING: {"without_design": ("Encuesta",)},
    CaveatCode.WEAK_PROXY: {"weak_proxies": ("Hacinamiento",)},
    CaveatCode.BORDERLINE: {"borderline": ("0458",)},
    CaveatCode.AREA_EXCLUDED: {"excluded": 3},
}

FALSE = [
    {"ages": (("Módulo", 5, 17),)},
    {"years": (("Censo", 2022), ("Índice", 2022))},
    {"units": (("Hacinamiento", "%"), ("Asistencia", "%"), ("Otra", ""))},
]


def test_every_caveat_has_its_case() -> None:
    assert set(TRUE) == set(CaveatCode)
    assert caveats(QUIET) == ()


@pytest.mark.parametrize("code", CaveatCode)
def test_said_when_true(code: CaveatCode) -> None:
    facts = CaveatFacts(**({"this_year": 2026, "chores_measured": True} | TRUE[code]))
    assert [one.code for one in caveats(facts)] == [code]


@pytest.mark.parametrize("facts", FALSE)
def test_silent_when_not(facts: dict[str, tuple[object, ...]]) -> None:
    assert caveats(CaveatFacts(this_year=2026, chores_measured=True, **facts)) == ()  # type: ignore[arg-type]


def test_years_that_differ_are_told_though_none_is_old() -> None:
    (found,) = caveats(CaveatFacts(2026, chores_measured=True, years=(("A", 2023), ("B", 2024))))
    assert (found.code, found.concerns) == (CaveatCode.DATA_YEAR, ("A (2023)", "B (2024)"))


def test_long_lists_are_cut_and_say_so() -> None:
    assert named(["a", "b", "a"]) == (("a", "b"), 0)
    assert named([str(n) for n in range(11)]) == (tuple(str(n) for n in range(8)), 3)
    many = CaveatFacts(2026, chores_measured=True, borderline=tuple(str(n) for n in range(11)))
    with override("es"):
        (line,) = caveat_list(caveats(many))
    assert line["concerns"].endswith("; 7; y 3 más")


@pytest.mark.django_db
def test_query_finds_what_makes_them_true(tuxtla: Territory) -> None:
    assert {one.code for one in caveats_of(tuxtla)} == {CaveatCode.CHORES_NOT_MEASURED}
    DefinitionSheet.objects.create(territory=tuxtla, legal="a", operational="b", working="c")
    source = StatisticalSource.objects.create(
        territory=tuxtla, name="EIC", producer="INEGI", level="municipal", age_from=12, age_to=17
    )
    codes = {one.code for one in caveats_of(tuxtla)}
    assert codes == {CaveatCode.CHORES_NOT_MEASURED, CaveatCode.AGES_NOT_COVERED}
    source.covers_chores = "yes"
    source.save()
    assert {one.code for one in caveats_of(tuxtla)} == {CaveatCode.AGES_NOT_COVERED}
