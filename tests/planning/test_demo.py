"""The demonstration: built once, true where it states facts, and marked where it invents."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from clrisk_site.atlas.queries.comparison import changes_between
from clrisk_site.atlas.queries.stored_maps import stored_maps
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.rules import GateVerdict, is_open, judge
from clrisk_site.people.models import AuditEntry, Grant, Snapshot, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Boundary, Neighbourhood, Territory
from diagnosis.models import (
    FactorWeight,
    IndicatorValue,
    Need,
    PopulationCount,
    ProfileCell,
    Proxy,
    ReleaseNature,
    RiskModel,
    RiskRelease,
    RiskResult,
    School,
    Survey,
    Zone,
)
from diagnosis.queries.zones import zones_of
from mapping.gaps import GapType
from mapping.models import BeneficiaryCounting, LocalOffer, Programme
from mapping.queries.countings import counting_findings
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.supply import SupplyQuestion
from planning.demo.people import LIAISON, owner_path, sign_ins
from planning.demo.reading import read
from planning.models import ActionLine, LineStatus, Pilot
from planning.queries.action_lines import lines_of
from planning.queries.gate_of_pilot import gate_of_pilot
from planning.queries.plan_pilot import plan_pilot_of, told_answers
from planning.queries.printed_numbers import printed_numbers_of
from planning.rules import GATE

pytestmark = pytest.mark.django_db
HIGH = ["Chiapas", "Colima", "Durango", "Guerrero", "Jalisco", "Michoacán", "Nayarit", "Puebla", "Zacatecas"]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, built once for all tests of this file and taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalogues", verbosity=0)
        with translation.override("en"):
            call_command("demo")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def place(built: None) -> Territory:
    return Territory.objects.get(path="MX.07.101")


def test_a_second_run_changes_nothing(built: None) -> None:
    before = fingerprint()
    call_command("demo")
    assert fingerprint() == before


def test_what_is_frozen_is_spanish_whoever_builds_it(place: Territory) -> None:
    version = Snapshot.objects.get(territory=place)
    assert version.language == "es"
    assert version.content["title"].startswith("Definición de trabajo")
    assert {text["key"]: text["label"] for text in version.content["texts"]}["legal"] == "Definición legal"


def fingerprint() -> dict[str, tuple[int, str]]:
    """Count and hash of the rows of every table."""
    return {model._meta.label: _state(model) for model in apps.get_models()}


def _state(model: type[models.Model]) -> tuple[int, str]:
    rows = [json.dumps(row, default=repr) for row in model._default_manager.order_by("pk").values()]
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def test_the_command_names_every_account(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo")
    shown = capsys.readouterr().out
    assert "http://127.0.0.1:8000/" in shown
    assert all(one.email in shown and one.password in shown and one.role in shown for one in sign_ins())


def test_published_classes_of_the_states(built: None) -> None:
    results = RiskResult.objects.filter(release__nature=ReleaseNature.PHASE_I)
    states = results.filter(territory__level__code="state")
    assert Counter(states.values_list("official_class", flat=True)) == {"low": 12, "medium": 11, "high": 9}
    names = states.filter(official_class="high").values_list("territory__name", flat=True)
    assert {name.split()[0] for name in names} == set(HIGH)
    assert results.get(territory__path="MX.07.101").official_class == "low"
    assert not results.exclude(value=None).exists()


def test_facts_are_not_marked_and_inventions_are(place: Territory) -> None:
    assert not RiskRelease.objects.get(nature=ReleaseNature.PHASE_I).illustrative
    tables = (Neighbourhood, IndicatorValue, RiskModel, ProfileCell)
    records = (FactorWeight, Need, PopulationCount, Boundary, Zone, Programme, LocalOffer, ActionLine)
    findings = (Survey, School, BeneficiaryCounting, Proxy)
    for model in (*tables, *records, *findings):
        rows = model._default_manager.all()
        assert rows.filter(illustrative=True).count() == rows.count() > 0, model
    assert RiskRelease.objects.get(nature=ReleaseNature.PROXY).illustrative
    assert Pilot.objects.get(territory=place).illustrative


def test_zones_hold_published_names_and_high_areas(place: Territory) -> None:
    findings = zones_of(place)
    assert [zone.letter for zone in findings.zones] == ["A", "B", "C", "D"]
    assert "Copoya" in findings.zones[1].neighbourhoods
    assert all(zone.high_areas * 2 > len(zone.area_ids) for zone in findings.zones)
    assert findings.index.counts["high"] > findings.high_in_zones
    assert 85 <= len(findings.index.areas) <= 120
    assert [str(one) for one in findings.index.warnings] == [
        "2 areas have fewer than 20 children and take no part.",
        "Too little is observed in 4 areas, so they have no index.",
    ]


def test_areas_never_meet_official_codes_and_do_not_overlap(place: Territory) -> None:
    areas = Territory.objects.below(place).filter(level__is_micro=True)
    assert all(area.path.startswith("MX.07.101.DEMO.D") and area.is_demo for area in areas)
    outlines = [row.geometry for row in Boundary.objects.filter(territory__in=areas, valid_to=None)]
    whole = Boundary.objects.get(territory=place).geometry
    assert all(outline.is_valid for outline in outlines)
    assert sum(outline.area for outline in outlines) == pytest.approx(whole.area, rel=1e-6)


def test_the_earlier_map_differs_in_a_split_a_name_and_a_boundary(place: Territory) -> None:
    after, before = stored_maps(place)
    kinds = Counter(change.kind for change in changes_between(place, before, after).changes)
    # The area that was split and the two that exchanged a corner have other boundaries now.
    assert kinds == {"split_from": 1, "renamed": 1, "moved": 3}


def test_a_counting_agrees_with_its_offer_and_hides_small_areas(place: Territory) -> None:
    counting = BeneficiaryCounting.objects.get(territory=place)
    counted = counting_findings(counting, Audience.TEAM).counted
    (programme,) = counted.programmes
    offer = LocalOffer.objects.get(programme_id=programme)
    served = counted.served(programme)
    assert served is not None
    assert [one.value for one in served] == [offer.girls_served, offer.boys_served]
    public = counting_findings(counting, Audience.PUBLIC).counted
    shown = [public.at_area(area, sex="girls").is_available for area in public.areas]
    assert 0 < shown.count(False) < shown.count(True)


@pytest.mark.parametrize(
    "address",
    [
        "schools/export/csv",
        "facilities/export/csv",
        "maps/changes/export/csv",
        "beneficiaries/{counting}/export/csv",
        "surveys/{survey}/export/csv",
        "beneficiaries/{counting}",
        "surveys/{survey}",
        "schools",
        "facilities",
        "maps",
        "maps/changes",
    ],
)
def test_pages_and_files_of_findings_say_what_is_invented(place: Territory, address: str) -> None:
    client = Client()
    client.force_login(User.objects.get(email=LIAISON))
    keys = {"counting": BeneficiaryCounting.objects.get().pk, "survey": Survey.objects.get().pk}
    answer = client.get(f"/t/{place.path}/{address.format(**keys)}/")
    assert answer.status_code == 200
    text = answer.content.decode("utf-8-sig")
    # The banner above each page says the word too: what counts is the mark in its own content.
    content = text.partition("<main")[2] or text
    assert re.search(r"ilustrativ[ao]s?\b|Inventad[ao]", content)


def test_every_kind_of_gap_is_there(place: Territory) -> None:
    matrix = supply_by_factor(SupplyQuestion(place.path, latest_year(place)))
    assert set(matrix.counts) == set(GapType)
    found = plan_pilot_of(place)
    assert found is not None
    answers = told_answers(found.answers, matrix)
    assert [answer.stale for answer in answers] == [False, False]


def test_offers_of_every_eligibility(place: Territory) -> None:
    found = [
        (offer.eligibility.verdict.value, bool(offer.eligibility.would_need))
        for offer in LocalOffer.objects.select_related("programme")
    ]
    assert set(found) == {("yes", False), ("unknown", False), ("no", True), ("no", False)}


def test_the_gate_warns_of_one_missing_base_and_nothing_else(place: Territory) -> None:
    pilot = Pilot.objects.select_related("space").get(territory=place)
    judgements = judge(GATE, gate_of_pilot(pilot, lines_of(pilot), printed_numbers_of(place)))
    assert is_open(judgements)
    others = [one for one in judgements if one.verdict is not GateVerdict.PASSED]
    assert [(one.rule.code, one.verdict, len(one.finding.evidence)) for one in others] == [
        ("f", GateVerdict.WARNED, 1)
    ]


def test_lines_rest_on_what_the_factors_need(place: Territory) -> None:
    lines = lines_of(Pilot.objects.get(territory=place))
    assert [line.code for line in lines] == [f"LA-0{number}" for number in range(1, 7)]
    assert {line.status for line in lines} == {LineStatus.DRAFT, LineStatus.SUBMITTED}
    for line in lines:
        answered = {factor for offer in line.offers.all() for factor in offer.programme.factors.all()}
        assert set(line.factors.all()) <= answered
        assert all(
            line.starts_on
            and line.ends_on
            and line.starts_on <= one.starts_on
            and one.ends_on <= line.ends_on
            for one in line.activities.all()
        )


def test_every_write_of_the_plan_is_audited(place: Territory) -> None:
    pilot = Pilot.objects.get(territory=place)
    for line in ActionLine.objects.all():
        assert AuditEntry.objects.filter(subject_type="planning.actionline", subject_id=str(line.pk)).exists()
    assert AuditEntry.objects.filter(subject_type="planning.pilot", subject_id=str(pilot.pk)).count() == 2


@pytest.mark.parametrize("number", range(11))
def test_every_account_signs_in(built: None, number: int) -> None:
    one = sign_ins()[number]
    client = Client()
    assert client.login(username=one.email, password=one.password)
    assert client.get("/", follow=True).status_code == 200


def test_there_is_an_account_for_every_role_that_signs_in(built: None) -> None:
    assert set(Grant.objects.values_list("role", flat=True)) == {str(role) for role in Role}
    assert len(sign_ins()) == 11


def test_the_owner_of_a_programme_comes_by_link(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo")
    assert owner_path() in capsys.readouterr().out
    page = Client().get(owner_path(), follow=True)
    assert page.status_code == 200
    assert page.context["heading"] == "Estancias de día"


@pytest.mark.parametrize(
    "name",
    [
        "city",
        "states",
        "people",
        "diagnosis",
        "institutions",
        "programmes",
        "plan",
        "nearby",
        "beneficiaries",
    ],
)
def test_texts_are_short_and_claim_no_cause(name: str) -> None:
    for text in _texts(read(name)):
        assert all(len(sentence.split()) <= 20 for sentence in re.split(r"[.;:]\s", text)), text
        assert not re.search(r"\b(caus\w+|provoc\w+|efecto de|por culpa)\b", text), text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
