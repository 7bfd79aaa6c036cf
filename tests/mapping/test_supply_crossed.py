"""Factor, zone and level at once: coverage, what numbers are made of, cheapest places, many zones."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.gap_asking import Wanted, asked_by_key, page_of
from mapping.gaps import GapType
from mapping.models import Institution
from mapping.places_of_need import coverage_of
from mapping.queries import remembering
from mapping.queries.supply_by_factor import supply_by_factor
from mapping.redirecting import cheapest_of
from mapping.supply import By, SupplyQuestion
from tests.cast import ClientOf
from tests.mapping.conftest import MakeNeed, MakeOffer, MakeProgramme, make_zone

_ABLE = {"funding_established": "yes", "admits_new": "yes", "redirects_to_zones": "yes"}


def _need(value: float | None, lower: float | None = None, upper: float | None = None) -> Estimate:
    story = Story("Censo", 2020, basis=Basis.ESTIMATED)
    if value is None:
        return missing(Unit.PERSONS, story)
    return Estimate(value, Unit.PERSONS, story, lower=lower, upper=upper)


def test_coverage_has_the_interval_of_the_need_turned_over() -> None:
    places = Estimate(50, Unit.PLACES, Story("Reglas"))
    found = coverage_of(_need(200, 100, 400), places)
    assert (found.value, found.lower, found.upper) == (25, 12.5, 50)
    assert found.story.source == "Reglas / Censo"
    assert coverage_of(_need(200, 0, 400), places).has_interval is False
    assert coverage_of(_need(0), places).value is None
    assert coverage_of(_need(None), places).value is None
    assert coverage_of(_need(200), missing(Unit.PLACES, Story())).value is None
    assert coverage_of(_need(200), places, serves_all=True).value is None
    hidden = missing(Unit.PERSONS, Story(), Availability.SUPPRESSED)
    assert coverage_of(hidden, places).availability is Availability.SUPPRESSED


def test_an_address_that_makes_no_sense_asks_for_nothing() -> None:
    odd = {"by": "planet", "level": "galaxy", "page": "-3", "zone": " b ", "cell": "x"}
    assert Wanted.read(odd) == Wanted(zone="B")
    assert Wanted.read({"by": "level", "zone": "A", "level": "state"}) == Wanted(By.LEVEL)
    assert asked_by_key("state") == (By.LEVEL, "")
    assert asked_by_key("A.state") == (By.ZONE, "state")
    assert asked_by_key("A.planet") == (By.ZONE, "")


def test_an_answer_is_kept_until_the_records_change(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(remembering, "_kept", type(remembering._kept)())

    def ask(state: object) -> int:
        def work_out() -> int:
            made.append(state)
            return len(made)

        return remembering.remembered(state, "q", work_out)

    assert [ask("a"), ask("a"), ask("b"), ask("a")] == [1, 1, 2, 1]
    assert [ask(None), ask(None)] == [3, 4]
    for number in range(remembering.KEPT):
        ask(("more", number))
    assert ask("a") > 4
    monkeypatch.setattr(remembering, "KEPT_SECONDS", -1)
    assert ask("a") > ask("b") - 2
    assert len(made) > remembering.KEPT + 4


def test_the_state_of_records_follows_the_history_and_counts_for_nothing_in_a_transaction(
    tuxtla: Territory, monkeypatch: pytest.MonkeyPatch, liaison: User
) -> None:
    assert remembering.state_of_records(tuxtla) is None
    monkeypatch.setattr(remembering, "connection", SimpleNamespace(in_atomic_block=False))
    before = remembering.state_of_records(tuxtla)
    assert before == remembering.state_of_records(tuxtla)
    audit.note(by=liaison, territory=tuxtla, action="programme.factors", subject=tuxtla, changes={})
    assert remembering.state_of_records(tuxtla) != before


@pytest.fixture
def crossed(
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
    school: Factor,
    chores: Factor,
    state_education: Institution,
    zone_a: Zone,
    zone_b: Zone,
) -> None:
    for zone in (zone_a, zone_b):
        make_need(school, zone, 1000)
        make_need(chores, zone, 100)
    state = make_programme("Becas estatales", school, institution=state_education)
    make_offer(state, {zone_a: 400, zone_b: "no"}, places_available=5, marginal_cost="low", **_ABLE)
    own = make_programme("Becas propias", school, chores)
    make_offer(own, {zone_a: 100, zone_b: 100}, places_available=9, marginal_cost="none", **_ABLE)


def test_factor_zone_and_level_at_once(tuxtla: Territory, crossed: None) -> None:
    both = supply_by_factor(SupplyQuestion(tuxtla.path, 2025, By.BOTH))
    assert [(row.factor.code, row.level) for row in both.rows][:3] == [
        ("not_attending", "federal"),
        ("not_attending", "state"),
        ("not_attending", "municipal"),
    ]
    cell = both.cell("not_attending", "A.state")
    assert cell is not None
    assert cell.type is GapType.PLACES_INSUFFICIENT
    assert (cell.places.value, cell.need.value, cell.coverage.value) == (400, 1000, 40)
    assert cell.is_of_one_level_in_a_zone
    narrowed = supply_by_factor(SupplyQuestion(tuxtla.path, 2025, By.ZONE, "state"))
    same = narrowed.cell("not_attending", "A.state")
    assert same is not None
    assert same.evidence_hash == cell.evidence_hash
    whole = supply_by_factor(SupplyQuestion(tuxtla.path, 2025)).rows[0].whole
    assert (whole.places.value, whole.need.value, whole.coverage.value) == (600, 2000, 30)


def test_the_cheapest_places_come_first_each_once_with_what_they_could_answer(
    tuxtla: Territory, crossed: None
) -> None:
    matrix = supply_by_factor(SupplyQuestion(tuxtla.path, 2025), Audience.TEAM)
    found = cheapest_of(matrix)
    assert [(one.supply.programme_name, len(one.rows)) for one in found] == [
        ("Becas propias", 1),
        ("Becas estatales", 1),
    ]


def test_the_page_offers_levels_zones_and_what_numbers_are_made_of(
    liaison: User, tuxtla: Territory, crossed: None, client_of: ClientOf
) -> None:
    client: Client = client_of(liaison)
    address = reverse("gaps", args=[tuxtla.path])
    both = client.get(address, {"by": "both", "cell": "not_attending/A.state"})
    rows = [row["name"] for row in both.context["matrix"]["rows"]]
    assert rows[:2] == ["No asiste a la escuela: federal", "No asiste a la escuela: estatal"]
    text = both.content.decode()
    assert "zona A, Terán, nivel de gobierno: estatal" in text
    assert "Aceptar la brecha con una razón" not in text  # people answer zones, not levels in them
    assert client.get(address, {"zone": "b"}).context["matrix"]["columns"][0]["letter"] == "B"
    shown = client.get(address).content.decode()
    assert "600 lugares en total: 30\N{NO-BREAK SPACE}% de la necesidad" in shown
    assert shown.index("Becas propias</a>") < shown.index("Becas estatales</a>")
    page = client.get(reverse("gap-cell", args=[tuxtla.path, "not_attending", "A"]))
    places = page.context["made_of"]["places"]["rows"]
    assert {row["cells"][1]["text"] for row in places[:-1]} == {"100", "400"}
    assert places[-1]["cells"][1]["text"] == "500"
    assert page.context["made_of"]["coverage"]["value"].startswith("50")
    level = client.get(reverse("gap-cell", args=[tuxtla.path, "not_attending", "A.state"]))
    assert level.context["cell"].places.value == 400
    export = client.get(reverse("gaps-export", args=[tuxtla.path, "csv"]), {"zone": "A"})
    assert export.content.decode("utf-8-sig").count("Terán") == 2


def test_many_zones_come_page_by_page(tuxtla: Territory, school: Factor) -> None:
    for number in range(12):
        make_zone(tuxtla, f"Z{number:02}", f"Zona {number}")
    matrix = supply_by_factor(SupplyQuestion(tuxtla.path, 2025))
    last = page_of(matrix, Wanted(page=99))
    assert (last.first, last.last, last.columns, last.number, last.pages) == (11, 12, 12, 3, 3)
    assert [column.letter for column in last.matrix.columns] == ["Z10", "Z11"]
    assert [len(row.cells) for row in last.matrix.rows] == [2]
    assert page_of(matrix, Wanted(zone="Z03")).matrix.columns[0].letter == "Z03"
