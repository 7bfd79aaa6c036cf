"""Zones with their areas, children, index and rank range; what is outside; and what the page says of it."""

import pytest

from clrisk_site.figures.suppression import Audience
from clrisk_site.places.models import Level, Territory
from diagnosis.models import FactorWeight, Need, PopulationBasis, ReleaseNature, ZoneStatus
from diagnosis.presenters.area_ranking import ranked_areas, ranking_table
from diagnosis.presenters.area_table import area_file
from diagnosis.presenters.key_figures import zones_population_figure
from diagnosis.presenters.leads import zones_lead
from diagnosis.presenters.zone_geojson import zone_features
from diagnosis.presenters.zone_map import legend, reading_notes, source, zone_map
from diagnosis.presenters.zone_table import zone_rows
from diagnosis.queries.schools_by_area import SchoolLayer
from diagnosis.queries.zones import zones_of
from tests.diagnosis.places import (
    count_children,
    draw_zone,
    make_areas,
    make_factor,
    make_release,
    put_values,
)

TEN = [float(i) for i in range(10)]
TEAM, COMMISSION = Audience.TEAM, Audience.COMMISSION


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    """Ten areas whose index grows from the first to the last."""
    make_factor("school")
    areas = make_areas(tuxtla, levels["ageb"], 10)
    put_values(make_release(ReleaseNature.PROXY, 2020), areas, school=TEN)
    return areas


def test_zones_hold_their_areas_and_the_rest_stays_outside(tuxtla: Territory, areas: list[Territory]) -> None:
    for area in areas:
        count_children(area, 100)
    draw_zone(tuxtla, "A", areas[8:])
    draw_zone(tuxtla, "B", areas[:2])
    findings = zones_of(tuxtla)
    first, second = findings.zones
    assert (first.letter, len(first.area_ids), first.high_areas) == ("A", 2, 2)
    assert (first.best_rank, first.worst_rank, second.best_rank) == (1, 1, 2)
    assert first.index_mean == pytest.approx(100 * 8.5 / 9)
    assert first.children.value == 200
    assert findings.rest.areas == 6
    assert findings.children_in_zones.value == 400
    assert findings.population.total.value == 1_000
    assert findings.high_in_zones == 2


def test_lead_is_made_of_the_data(tuxtla: Territory, areas: list[Territory]) -> None:
    for area in areas:
        count_children(area, 100)
    high = sum(one.kind == "high" for one in zones_of(tuxtla).index.areas)
    draw_zone(tuxtla, "A", areas[8:])
    assert zones_lead(zones_of(tuxtla)) == (
        f"Una zona reúne 2 de {high} AGEB de prioridad alta. "
        "Allí vive el 20\N{NO-BREAK SPACE}% de las niñas, niños y adolescentes del municipio."
    )


def test_lead_without_zones_and_without_areas(
    tuxtla: Territory, tapachula: Territory, areas: list[Territory]
) -> None:
    assert zones_lead(zones_of(tuxtla)).startswith("Aún no se traza ninguna zona.")
    assert zones_lead(zones_of(tapachula)).startswith("Aún no se conocen las áreas")


def test_dropped_zone_frees_its_areas_and_stays_on_record(tuxtla: Territory, areas: list[Territory]) -> None:
    draw_zone(tuxtla, "A", areas[8:], status=ZoneStatus.DROPPED)
    findings = zones_of(tuxtla)
    assert findings.zones == ()
    assert [zone.letter for zone in findings.dropped] == ["A"]
    assert findings.rest.areas == 10
    assert {one.area.zone_letter for one in findings.index.areas} == {""}


def test_rank_is_a_range_where_weights_matter(tuxtla: Territory, areas: list[Territory]) -> None:
    crowding = make_factor("crowding")
    FactorWeight.objects.create(territory=tuxtla, factor=crowding, direction="raises", weight=1)
    school = FactorWeight(territory=tuxtla, factor_id=crowding.pk - 1, direction="raises", weight=1)
    school.save()
    put_values(make_release(ReleaseNature.PROXY, 2021), areas, school=TEN, crowding=TEN[::-1])
    draw_zone(tuxtla, "A", areas[8:])
    draw_zone(tuxtla, "B", areas[:2])
    ranges = {zone.letter: (zone.best_rank, zone.worst_rank) for zone in zones_of(tuxtla).zones}
    assert ranges == {"A": (1, 2), "B": (1, 2)}
    rows = zone_rows(zones_of(tuxtla), audience=TEAM)
    assert {row.rank for row in rows if row.letter} == {"puesto 1 a 2"}


def test_zone_without_numbers_has_words_and_no_zero(tuxtla: Territory, levels: dict[str, Level]) -> None:
    draw_zone(tuxtla, "A", make_areas(tuxtla, levels["ageb"], 2))
    (row,) = zone_rows(zones_of(tuxtla), audience=TEAM)
    assert (row.index, row.rank, row.children) == ("sin datos", "", "Sin datos")


def test_needs_come_with_their_zone(tuxtla: Territory, areas: list[Territory]) -> None:
    zone = draw_zone(tuxtla, "A", areas[8:])
    values = {"territory": tuxtla, "basis": PopulationBasis.ESTIMATED, "year": 2020, "source": "X"}
    factor = make_factor("chores")
    Need.objects.create(factor=factor, zone=zone, children=120, lower=90, upper=150, **values)
    Need.objects.create(factor=factor, children=900, **values)
    findings = zones_of(tuxtla)
    assert [need.children.value for need in findings.zones[0].needs] == [120]
    assert {(need.zone_letter, need.children.value) for need in findings.needs} == {("A", 120), ("", 900)}


def test_small_counts_are_hidden_together(tuxtla: Territory, areas: list[Territory]) -> None:
    for i, area in enumerate(areas):
        count = count_children(area, 7 if i == 9 else 100)
        type(count).objects.filter(pk=count.pk).update(basis=PopulationBasis.ESTIMATED, note="share")
    draw_zone(tuxtla, "A", areas[9:])
    rows = zone_rows(zones_of(tuxtla), audience=COMMISSION)
    assert rows[0].children == "5"  # an estimate is rounded, never hidden and never shown to the child
    figure = zones_population_figure(zones_of(tuxtla), audience=COMMISSION)
    assert figure["value"] == "5"


def test_map_has_a_drawing_for_each_screen_and_counts_in_its_legend(
    tuxtla: Territory, areas: list[Territory]
) -> None:
    draw_zone(tuxtla, "A", areas[8:])
    findings = zones_of(tuxtla)
    drawn = zone_map(findings)
    assert drawn is not None
    assert drawn["wide"] != drawn["phone"]
    assert "style=" not in drawn["wide"]
    entries = {entry["kind"]: entry["label"] for entry in legend(findings)}
    counts = findings.index.counts
    assert entries["high"] == f"Prioridad alta, {counts['high']} AGEB"
    assert entries["zone"] == "Zona prioritaria"
    assert "no_data" not in entries
    assert source(findings).startswith("Fuente: Marco 2022; Productor. Sin pesos publicados: pesos iguales.")


def test_no_map_without_outlines(tuxtla: Territory, areas: list[Territory]) -> None:
    for area in areas:
        area.boundaries.all().delete()
    assert zone_map(zones_of(tuxtla)) is None


def test_reading_notes_say_only_what_is_true(tuxtla: Territory, areas: list[Territory]) -> None:
    notes = reading_notes(zones_of(tuxtla))
    assert "El índice ordena áreas. No es una probabilidad." in notes
    assert not any("Sin datos" in note for note in notes)
    assert not any("pesos iguales" in note for note in notes)


def test_area_table_and_file_keep_missing_apart_from_zero(tuxtla: Territory, areas: list[Territory]) -> None:
    count_children(areas[0], 50)
    findings = zones_of(tuxtla)
    shown = {
        row["cells"][0]["text"]: {cell["label"]: cell["text"] for cell in row["cells"]}
        for row in ranking_table(
            findings,
            ranked_areas(findings, TEAM),
            audience=TEAM,
            names={},
            schools=SchoolLayer(),
            factors=True,
        )["rows"]
    }
    assert shown[areas[0].code]["De 5 a 17 años"] == "50"
    assert shown[areas[1].code]["De 5 a 17 años"] == "Sin datos"
    assert shown[areas[0].code]["School"] == "0.0"  # a published zero is a number
    header, lines = area_file(findings, audience=TEAM)
    by_code = {line[0]: dict(zip(header, line, strict=True)) for line in lines}
    assert by_code[areas[0].code]["children_5_17"] == 50
    assert by_code[areas[1].code]["children_5_17"] is None
    assert by_code[areas[1].code]["children_basis"] == "no_data"


def test_geojson_holds_outlines_and_texts(tuxtla: Territory, areas: list[Territory]) -> None:
    draw_zone(tuxtla, "A", areas[8:], neighbourhoods=["Copoya"])
    (feature,) = zone_features(zones_of(tuxtla), audience=COMMISSION)["features"]
    assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert feature["properties"]["neighbourhoods"] == ["Copoya"]
    assert feature["properties"]["areas"] == [area.code for area in areas[8:]]
