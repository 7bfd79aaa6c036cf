"""The evidence chain on literals: how gaps are named, what is told of a need, baselines that are no zero."""

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from django.utils import translation

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import says
from diagnosis.queries.factors import RankedFactor
from mapping.eligibility import Eligibility
from mapping.gaps import GapType
from mapping.supply import Behind, Column, GapCell, Power
from planning.chain_facts import ChainFacts, FactorFact, IndicatorLink, OfferLink
from planning.presenters.chain import ChainAddresses, baseline_words, chain_links, gap_title, target_words
from planning.queries.chain_of_line import need_of

SCHOOL = RankedFactor(
    factor_id=1,
    code="not_attending",
    name="No asiste",
    explanation="",
    direction="raises",
    share=1.0,
    weight=None,
    effect=Estimate(12.0, Unit.POINTS, Story(source="Encuesta", basis=Basis.MODELLED), lower=8.0, upper=16.0),
    is_priority=True,
    about_girls=False,
    source="Encuesta",
    year=2019,
    note="",
    illustrative=False,
    weight_pk=1,
)


def persons(value: int, basis: Basis = Basis.ESTIMATED) -> Estimate:
    return Estimate(value, Unit.PERSONS, Story(source="Censo 2020", basis=basis), cleared_for=Audience.TEAM)


@dataclass(frozen=True)
class Judged:
    """A cell that was judged, whatever stands behind it."""

    found: GapType
    need: Estimate
    powers: tuple[Power, ...] = ()

    def kind(self) -> GapType:
        return self.found

    def behind(self, kind: GapType) -> Behind:
        assert kind is self.found
        places = missing(Unit.PLACES, Story())
        return Behind(says("one fact"), (says("Because of this."),), self.need, places, places, (), ())

    def fingerprint(self, kind: GapType) -> str:
        return kind.value.ljust(64, "0")


def cell(letter: str, kind: GapType, need: Estimate | None = None) -> GapCell:
    judged = Judged(kind, need or missing(Unit.PERSONS, Story()))
    return GapCell(factor=SCHOOL, column=Column(letter, f"Zona {letter}", letter, ord(letter)), judge=judged)


FREE = Estimate(40, Unit.PLACES, Story())
OFFER = OfferLink(
    7, "Becas", "DIF", Eligibility(Known.YES, (says("it runs"),)), FREE, "None", "Oficio", True, False
)
INDICATOR = IndicatorLink(
    "Niñas con beca", "niñas", None, None, "", 60, dt.date(2026, 12, 15), "Padrón", "mes"
)
WHOLE = ChainFacts(
    factors=(FactorFact("not_attending", "No asiste", SCHOOL),),
    zones=("A", "C"),
    need=persons(300),
    children=persons(820, Basis.COUNT),
    cells=(cell("A", GapType.NO_PROGRAMME),),
    offers=(OFFER,),
    indicators=(INDICATOR,),
)


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def test_gaps_are_grouped_the_heaviest_first() -> None:
    cells = (
        cell("A", GapType.COVERED),
        cell("C", GapType.NO_PROGRAMME),
        cell("B", GapType.NO_PROGRAMME),
        cell("D", GapType.RULE_PREVENTS),
    )
    assert gap_title(cells) == "No programme: B and C; a rule prevents it: D; covered: A"


def test_need_of_zones_is_added_up_only_when_all_are_known() -> None:
    known = (cell("A", GapType.COVERED, persons(100)), cell("C", GapType.COVERED, persons(200)))
    assert need_of(known).value == 300
    assert need_of((*known, cell("D", GapType.COVERED))).availability is Availability.NO_DATA
    assert need_of(()).availability is Availability.NO_DATA


def test_hidden_need_hides_the_sum() -> None:
    hidden = missing(Unit.PERSONS, Story(), Availability.SUPPRESSED)
    cells = (cell("A", GapType.COVERED, persons(100)), cell("C", GapType.COVERED, hidden))
    assert need_of(cells).availability is Availability.SUPPRESSED


def test_whole_chain_waits_only_for_its_result() -> None:
    assert [link.open for link in chain_links(WHOLE)] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("change", "first_open"),
    [
        ({"offers": ()}, 3),
        ({"indicators": ()}, 4),
        ({"cells": ()}, 2),
        ({"cells": (cell("A", GapType.UNKNOWN),)}, 2),
        ({"factors": ()}, 1),
    ],
)
def test_chain_is_dashed_from_the_first_gap_in_the_data(change: dict[str, object], first_open: int) -> None:
    links = chain_links(replace(WHOLE, **change))  # type: ignore[arg-type]  # one field each
    assert [link.open for link in links] == [position >= first_open for position in range(6)]


def test_estimates_say_about_and_counts_do_not() -> None:
    assert chain_links(WHOLE)[0].title.startswith("About 300")
    counted = replace(WHOLE, need=persons(300, Basis.COUNT))
    assert chain_links(counted)[0].title.startswith("300")


def test_without_a_need_the_children_of_the_zones_are_told() -> None:
    links = chain_links(replace(WHOLE, need=missing(Unit.PERSONS, Story(), Availability.NOT_PUBLISHED)))
    assert "820 girls" in links[0].title
    assert "not published" in links[0].story
    assert not links[0].open


def test_without_any_number_the_chain_says_so() -> None:
    nothing = missing(Unit.PERSONS, Story())
    links = chain_links(replace(WHOLE, need=nothing, children=nothing))
    assert links[0].open
    assert "0" not in links[0].title


def test_addresses_are_for_the_screen_alone() -> None:
    assert not any(link.url for link in chain_links(WHOLE))
    there = chain_links(WHOLE, ChainAddresses(statistic="/z/", programmes={7: "/p/7/"}))
    assert (there[0].url, there[3].url) == ("/z/", "/p/7/")


def test_unconfirmed_offer_is_to_be_reviewed() -> None:
    claimed = replace(OFFER, confirmed=False)
    assert chain_links(replace(WHOLE, offers=(claimed,)))[3].verdict == "review"


def test_empty_baseline_is_no_zero() -> None:
    assert baseline_words(INDICATOR) == "to register"
    assert baseline_words(replace(INDICATOR, baseline=0, baseline_year=2026)) == "0 (2026)"
    assert target_words(replace(INDICATOR, target=None)) == "not set"
