"""Index mode: without coefficients and without microdata the whole characterisation still runs (R25)."""

import pytest
from django.test import Client
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Level, Territory
from diagnosis.actions.adopt_zones import adopt_zones
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.actions.keep_index import keep_index
from diagnosis.models import (
    AnalysisResult,
    DefinitionSheet,
    FactorWeight,
    Finding,
    Indicator,
    IndicatorValue,
    PopulationBasis,
    PopulationCount,
    Proxy,
    QualitativeInstrument,
    RiskModel,
    Survey,
    Technique,
    Zone,
    ZoneStatus,
)
from diagnosis.queries.progress import diagnosis_progress
from diagnosis.queries.zone_proposal import ProposalChoices, propose_zones
from diagnosis.queries.zones import zones_of
from diagnosis.recomputing import recompute
from tests.cast import ClientOf
from tests.diagnosis.places import make_areas, make_factor

pytestmark = pytest.mark.django_db

PAGES = (
    "diagnosis", "definition", "codebook", "literature", "data-sources", "requests", "qualitative",
    "inferences", "surveys", "results", "validation", "crosswalks", "factors", "proxies", "zone-areas",
    "area-changes", "zones", "needs", "factsheets", "small-survey",
)  # fmt: skip


@pytest.fixture
def without_numbers_of_a_model(tuxtla: Territory, levels: dict[str, Level], liaison: User) -> Territory:
    """Twelve areas in a row, two proxies from an indicator, one factor known from interviews alone."""
    areas = make_areas(tuxtla, levels["ageb"], 12)
    for code, base in (("not_attending", 2.0), ("overcrowding", 20.0)):
        factor, indicator = make_factor(code), Indicator.objects.create(country="MX", code=code.upper())
        for place, area in enumerate(areas):
            IndicatorValue.objects.create(
                territory=area, indicator=indicator, year=2020, source="CONAPO", value=base + place**2
            )
        proxy = Proxy(
            territory=tuxtla, factor=factor, indicator=indicator, title=code, source="CONAPO",
            direction="raises", year=2020, fit="good",
        )  # fmt: skip
        create_record(proxy, by=liaison)
        create_record(FactorWeight(territory=tuxtla, factor=factor, direction="raises"), by=liaison)
    PopulationCount.objects.bulk_create(
        PopulationCount(
            territory=area, persons=100, basis=PopulationBasis.MEASURED, year=2020, source="INEGI"
        )
        for area in areas
    )
    talk = QualitativeInstrument(territory=tuxtla, method="group", title="Madres", held_on="2026-03-01")
    create_record(talk, by=liaison)
    heard = Finding(
        territory=tuxtla, instrument=talk, factor=make_factor("long_chores"), strength="raises", text="Cuidan"
    )
    create_record(heard, by=liaison)
    sheet = DefinitionSheet(territory=tuxtla, legal="a", operational="b", working="12 a 17 años")
    create_record(sheet, by=liaison)
    freeze_definition(sheet, by=liaison, expected_version=sheet.version)
    return tuxtla


def test_whole_stage_from_proxies_and_talks(
    without_numbers_of_a_model: Territory, liaison: User, client_of: ClientOf
) -> None:
    place, client = without_numbers_of_a_model, client_of(liaison)
    kept = keep_index(place, by=liaison)
    assert recompute(kept).same
    found = zones_of(place)
    adopt_zones(
        place,
        findings=found,
        proposal=(proposal := propose_zones(found, ProposalChoices())),
        letters=[zone.letter for zone in proposal.zones.zones],
        names={},
        reason="Áreas contiguas",
        by=liaison,
    )
    Zone.objects.filter(territory=place).update(status=ZoneStatus.PRIORITISED)
    assert diagnosis_progress(place).is_complete
    assert not RiskModel.objects.exists()
    assert not Survey.objects.exists()
    assert set(AnalysisResult.objects.values_list("technique", flat=True)) == {
        Technique.INDEX,
        Technique.ZONES,
    }
    pages = {name: read(client, name, place) for name in PAGES}
    assert "pesos iguales" in pages["factors"]
    assert "Long_chores" in pages["factors"]
    assert "R-" in pages["results"]


def read(client: Client, name: str, place: Territory) -> str:
    answer = client.get(reverse(name, args=[place.path]))
    assert answer.status_code == 200, name
    return answer.content.decode()
