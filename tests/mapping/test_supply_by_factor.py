"""The supply matrix read from records: types, facts, what stands behind, suppression and query counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clrisk_site.figures.kleene import Known
from clrisk_site.figures.suppression import Audience
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Need, PopulationBasis, Zone, ZoneStatus
from mapping.gaps import GapType, Presence
from mapping.models import Competence, CompetenceNature, Institution, OfferStatus
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.redirecting import redirectable
from mapping.supply import By, SupplyMatrix, SupplyQuestion
from tests.mapping.conftest import MakeNeed, MakeOffer, MakeProgramme, make_zone


def ask(
    territory: Territory, by: By = By.ZONE, year: int = 2025, audience: Audience = Audience.TEAM
) -> SupplyMatrix:
    return supply_by_factor(SupplyQuestion(territory.path, year, by), audience)


def types(matrix: SupplyMatrix, code: str) -> list[str]:
    return [cell.type.value for cell in matrix.cells if cell.factor.code == code]


def facts(matrix: SupplyMatrix, code: str) -> list[str]:
    return [str(cell.fact) for cell in matrix.cells if cell.factor.code == code]


def test_by_zone(
    tuxtla: Territory,
    school: Factor,
    chores: Factor,
    zone_a: Zone,
    zone_b: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
) -> None:
    make_need(school, zone_a, 980)
    make_need(school, zone_b, 890)
    make_offer(make_programme("Becas", school), {zone_a: 410, zone_b: 870})
    make_offer(
        make_programme("Guarderías", chores),
        {zone_a: "yes", zone_b: "no"},
        blocking_rule="exige empleo formal",
    )
    matrix = ask(tuxtla)
    assert [column.key for column in matrix.columns] == ["A", "B"]
    assert types(matrix, "not_attending") == ["places_insufficient", "covered"]
    assert facts(matrix, "not_attending") == ["410 places for 980", "870 places for 890"]
    assert types(matrix, "long_chores") == ["rule_prevents", "does_not_reach"]
    assert facts(matrix, "long_chores") == ["exige empleo formal", "1 programme elsewhere"]
    cell = matrix.cell("not_attending", "A")
    assert cell is not None
    assert (cell.need.value, cell.places.value, cell.weight, cell.is_gap) == (980, 410, 1, True)
    assert cell.supplies[0].reaches == ("A",)
    assert len(cell.evidence_hash) == 64
    assert matrix.gaps[0].type is GapType.RULE_PREVENTS
    assert matrix.cell("not_attending", "Z") is None


def test_missing_is_never_zero(
    tuxtla: Territory,
    school: Factor,
    zone_a: Zone,
    zone_b: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
) -> None:
    make_need(school, zone_a, 980)
    make_offer(make_programme("Becas", school), {zone_a: "yes"})
    matrix = ask(tuxtla)
    assert types(matrix, "not_attending") == ["unknown", "unknown"]
    assert facts(matrix, "not_attending") == ["places not known", "reach of 1 offer not known"]
    first = matrix.cells[0]
    assert not first.places.is_available
    assert [str(question) for question in first.questions] == ["Becas: how many places does it have here?"]


def test_an_empty_row_is_no_programme_only_after_every_programme_was_reviewed(
    tuxtla: Territory, school: Factor, zone_a: Zone, make_programme: MakeProgramme
) -> None:
    assert facts(ask(tuxtla), "not_attending") == ["no programme recorded yet"]
    other = make_programme("Desayunos")
    assert (types(ask(tuxtla), "not_attending"), facts(ask(tuxtla), "not_attending")) == (
        ["unknown"],
        ["1 programme not linked"],
    )
    other.addresses_no_factor = True
    other.save()
    assert types(ask(tuxtla), "not_attending") == ["no_programme"]
    make_programme("Programa anunciado", school, status=OfferStatus.ANNOUNCED)
    assert facts(ask(tuxtla), "not_attending") == ["1 closing or announced"]


def test_nobody_is_competent_only_after_a_norm_was_read(
    tuxtla: Territory, school: Factor, zone_a: Zone, make_programme: MakeProgramme, dif: Institution
) -> None:
    make_programme("Desayunos", addresses_no_factor=True)
    assert facts(ask(tuxtla), "not_attending") == ["who may act is not known"]
    read = Competence.objects.create(
        territory=tuxtla,
        institution=dif,
        factor=school,
        nature=CompetenceNature.NONE,
        document="Bando municipal",
    )
    assert types(ask(tuxtla), "not_attending") == ["nobody_competent"]
    assert facts(ask(tuxtla), "not_attending") == ["1 norm read"]
    assert types(ask(tuxtla, By.LEVEL), "not_attending") == ["unknown", "unknown", "nobody_competent"]
    read.nature = CompetenceNature.COORDINATE
    read.save()
    assert facts(ask(tuxtla), "not_attending") == ["1 institution may act"]


def test_a_programme_without_local_offer_is_a_question(
    tuxtla: Territory, school: Factor, zone_a: Zone, make_programme: MakeProgramme
) -> None:
    make_programme("Becas", school)
    (cell,) = ask(tuxtla).cells
    assert (cell.type, str(cell.fact)) == (GapType.UNKNOWN, "1 offer to confirm")
    assert cell.supplies[0].presence is Presence.UNKNOWN
    assert cell.supplies[0].eligibility.verdict is Known.UNKNOWN
    assert redirectable(cell) == ()


def test_by_level_a_level_covers_only_if_it_covers_every_zone(
    tuxtla: Territory,
    school: Factor,
    zone_a: Zone,
    zone_b: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
    state_education: Institution,
) -> None:
    make_need(school, zone_a, 100)
    make_need(school, zone_b, 100)
    make_offer(make_programme("Municipal", school), {zone_a: 100, zone_b: "no"})
    make_offer(
        make_programme("Estatal", school, institution=state_education, addresses_no_factor=False),
        {zone_a: 100, zone_b: 200},
    )
    matrix = ask(tuxtla, By.LEVEL)
    assert [column.key for column in matrix.columns] == ["federal", "state", "municipal"]
    assert types(matrix, "not_attending") == ["unknown", "covered", "does_not_reach"]
    assert facts(matrix, "not_attending")[1:] == ["300 places for 200", "not in zone B"]
    assert types(ask(tuxtla), "not_attending") == ["duplicated", "covered"]


def test_without_zones_the_municipality_is_the_place(
    tuxtla: Territory,
    school: Factor,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
) -> None:
    make_need(school, None, 1000)
    make_offer(make_programme("Becas", school), places_per_year=400)
    matrix = ask(tuxtla)
    assert [column.key for column in matrix.columns] == ["whole"]
    assert facts(matrix, "not_attending") == ["400 places for 1000"]


def test_dropped_zones_offers_of_others_and_later_years_do_not_count(
    tuxtla: Territory,
    tapachula: Territory,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
) -> None:
    dropped = make_zone(tuxtla, "Z", "Lejos")
    dropped.status = ZoneStatus.DROPPED
    dropped.save()
    make_need(school, zone_a, 100)
    programme = make_programme("Becas", school)
    make_offer(programme, {zone_a: 40}, year=2023)
    make_offer(programme, {zone_a: 50}, year=2024)
    make_offer(programme, {zone_a: 100}, year=2026)
    make_offer(make_programme("Otra", school), territory=tapachula)
    matrix = ask(tuxtla, year=2025)
    assert [column.key for column in matrix.columns] == ["A"]
    assert matrix.cells[0].places.value == 50
    assert [supply.year for supply in matrix.cells[0].supplies] == [2024, None]
    assert latest_year(tuxtla) == 2026
    make_offer(programme, {zone_a: 7}, year=timezone.localdate().year + 1)
    assert latest_year(tuxtla) == 2026  # that year has not come


def test_an_offer_without_quota_has_no_number_of_places(
    tuxtla: Territory,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
) -> None:
    make_need(school, zone_a, 100)
    make_offer(make_programme("Becas", school), {zone_a: "yes"}, without_quota=True)
    (cell,) = ask(tuxtla).cells
    assert (cell.is_covered, cell.places.value) == (True, None)  # not zero
    make_offer(make_programme("Otras becas", school), {zone_a: 40})
    (cell,) = ask(tuxtla).cells
    assert cell.places.value == 40
    assert str(cell.places.story.note) == "besides, an offer without quota serves"


def test_programmes_of_another_municipality_are_not_seen(
    tuxtla: Territory, tapachula: Territory, school: Factor, zone_a: Zone, make_programme: MakeProgramme
) -> None:
    foreign = Institution.objects.create(territory=tapachula, name="DIF Tapachula", level="municipal")
    make_programme("Ajeno", school, institution=foreign)
    assert ask(tuxtla).programmes == 0


@pytest.mark.parametrize(
    ("audience", "shown", "fact"),
    [(Audience.TEAM, 7, "3 places for 7"), (Audience.COMMISSION, None, "3 places")],
)
def test_small_counts_of_children_are_hidden_from_the_commission(
    tuxtla: Territory,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    audience: Audience,
    shown: int | None,
    fact: str,
) -> None:
    Need.objects.create(
        territory=tuxtla,
        factor=school,
        zone=zone_a,
        children=7,
        basis=PopulationBasis.MEASURED,
        year=2024,
        source="Padrón",
    )
    make_offer(make_programme("Becas", school), {zone_a: 3})
    (cell,) = ask(tuxtla, audience=audience).cells
    assert cell.need.value == shown
    assert str(cell.fact) == fact
    assert cell.evidence_hash == ask(tuxtla, audience=Audience.TEAM).cells[0].evidence_hash


def test_redirectable_offers_come_cheapest_first_and_unknown_cost_last(
    tuxtla: Territory,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
) -> None:
    make_need(school, zone_a, 100)
    able = {"funding_established": "yes", "admits_new": "yes"}
    make_offer(make_programme("Caro", school), {zone_a: "no"}, marginal_cost="high", **able)
    make_offer(make_programme("Sin saber", school), {zone_a: "no"}, **able)
    make_offer(make_programme("Gratis", school), {zone_a: 5}, marginal_cost="none", **able)
    make_offer(make_programme("Barato", school), {zone_a: "no"}, marginal_cost="very_low", **able)
    closed = {"admits_new": "no", "redirects_to_zones": "no", "criteria_can_change": "no"}
    make_offer(make_programme("Cerrado", school, status="closing"), {zone_a: "yes"}, **closed)
    (cell,) = ask(tuxtla).cells
    assert [one.programme_name for one in redirectable(cell)] == ["Gratis", "Barato", "Caro", "Sin saber"]


@pytest.mark.parametrize("by", list(By))
def test_as_many_queries_for_many_rows_as_for_one(
    tuxtla: Territory,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
    by: By,
) -> None:
    make_offer(make_programme("Uno", school), {zone_a: 10})
    with CaptureQueriesContext(
        connection,
    ) as few:
        ask(tuxtla, by)
    zones = [make_zone(tuxtla, f"Z{i}", f"Zona {i}") for i in range(20)]
    for number in range(50):
        make_offer(make_programme(f"P{number}", school), dict.fromkeys(zones, number))
    with CaptureQueriesContext(connection) as many:
        ask(tuxtla, by)
    assert len(many) == len(few)
    assert len(many) <= 15
