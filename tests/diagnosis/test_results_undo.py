"""Files of risk results undone: results, classes, factors and the population beside them stand as before."""

from pathlib import Path

import pytest

from clrisk_site.files.actions.undo_import import undo_import
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import BuiltUponError
from diagnosis.imports import RISK_RESULTS
from diagnosis.imports.risk_results.stored_sets import stored_releases
from diagnosis.models import Factor, PopulationCount, RiskRelease, RiskResult
from tests.diagnosis.importing import Importer, counted, said
from tests.diagnosis.places import draw_zone
from tests.diagnosis.proxies import make_proxy
from tests.importing import somebody, take, written

FACTS = {"nature": "phase_i", "name": "Fase I", "measure_type": "probability"}


@pytest.fixture
def file(chiapas: Territory, tuxtla: Territory, tapachula: Territory, tmp_path: Path) -> Importer:
    for code in ("not_attending", "long_chores"):
        Factor.objects.create(code=code, texts={"es": code, "en": code})
    return Importer(RISK_RESULTS, chiapas, tmp_path, source="STPS", facts=FACTS)


def results() -> dict[str, tuple[object, ...]]:
    rows = RiskResult.objects.values_list(
        "territory__code", "value", "lower", "upper", "official_class", "factor_values"
    )
    return {code: tuple(rest) for code, *rest in rows}


def population() -> dict[str, tuple[object, ...]]:
    rows = PopulationCount.objects.values_list("territory__code", "persons", "basis", "source", "note")
    return {code: tuple(rest) for code, *rest in rows}


def test_a_new_release_goes_with_its_last_result(file: Importer) -> None:
    file.save("clave,valor,clase,poblacion 5 a 17,not_attending\n07101,0.2,alto,100,7\n07089,0.3,bajo,,8\n")
    assert population() == {"07101": (100, "measured", "STPS", "")}
    file.undo()
    assert (results(), population()) == ({}, {})
    assert not RiskRelease.objects.exists()


def test_population_replaced_by_new_results_comes_back_with_its_source(
    file: Importer, tuxtla: Territory
) -> None:
    PopulationCount.objects.create(
        territory=tuxtla, persons=90, basis="estimated", year=2020, source="Censo", note="cuota"
    )
    before = population()
    table = "clave,valor,poblacion 5 a 17\n07101,0.2,100\n07089,0.3,50\n"
    (question,) = file.preview(table).questions
    assert (question.code, question.recommended, question.rows) == ("population", "keep", 1)
    file.save(table, answers={"population": "replace"})
    assert population()["07101"] == (100, "measured", "STPS", "")
    file.undo()
    assert population() == before


def test_a_population_of_another_source_stays_unless_a_person_says_otherwise(
    file: Importer, tuxtla: Territory
) -> None:
    PopulationCount.objects.create(
        territory=tuxtla, persons=90, basis="estimated", year=2020, source="Censo", note="cuota"
    )
    before = population()
    file.save("clave,valor,poblacion 5 a 17\n07101,0.2,100\n", answers={"population": "keep"})
    assert population() == before


def test_a_count_that_stands_already_keeps_its_source(file: Importer, tuxtla: Territory) -> None:
    PopulationCount.objects.create(
        territory=tuxtla, persons=100, basis="measured", year=2020, source="Censo", note=""
    )
    file.save("clave,valor,poblacion 5 a 17\n07101,0.2,100\n")
    assert population() == {"07101": (100, "measured", "Censo", "")}
    file.undo()
    assert population() == {"07101": (100, "measured", "Censo", "")}


def test_a_change_is_undone_field_by_field(file: Importer) -> None:
    file.save("clave,valor,clase,not_attending\n07101,0.2,,7\n07089,0.3,bajo,8\n")
    before = results()
    found = file.save("clave,valor,clase,long_chores,poblacion 5 a 17\n07101,0.25,alto,3,10\n07089,0.3,,,\n")
    assert counted(found) == (0, 1, 1, 0)
    assert results()["07101"] == (0.25, None, None, "high", {"not_attending": 7.0, "long_chores": 3.0})
    file.undo()
    assert results() == before
    assert population() == {}


def test_a_blank_cell_takes_nothing_away(file: Importer) -> None:
    file.save("clave,valor,limite inferior,limite superior\n07101,0.2,0.1,0.3\n")
    found = file.preview("clave,valor,limite inferior,limite superior\n07101,,,\n")
    assert counted(found) == (0, 0, 1, 0)


def test_a_new_value_outside_the_stored_interval_is_refused(file: Importer) -> None:
    file.save("clave,valor,limite inferior,limite superior\n07101,0.2,0.1,0.3\n")
    found = file.preview("clave,valor\n07101,0.5\n")
    assert said(found) == [
        "The interval must have both ends, with the value between them. Correct the three numbers."
    ]


def test_results_stay_while_a_zone_rests_on_them(file: Importer, tuxtla: Territory) -> None:
    file.save("clave,valor\n07101,0.2\n")
    zone = draw_zone(tuxtla, "A", [tuxtla])
    with pytest.raises(BuiltUponError, match="Zone A was drawn with these results"):
        file.undo()
    zone.status = "dropped"
    zone.save()
    file.undo()
    assert results() == {}


def test_each_release_goes_out_with_what_its_import_must_say(file: Importer, tuxtla: Territory) -> None:
    file.save("clave,valor,clase\n07101,0.2,alto\n07089,0.3,bajo\n")
    release = RiskRelease.objects.get()
    (found,) = stored_releases(file.territory)
    assert (found.code, found.source, found.year, found.rows) == (str(release.pk), "STPS", 2020, 2)
    assert found.facts == {
        "name": "Fase I",
        "nature": "phase_i",
        "measure_type": "probability",
        "class_scheme": "three",
    }
    assert [one.rows for one in stored_releases(tuxtla)] == [1]


def test_undoing_an_import_that_replaced_every_row_keeps_the_release(file: Importer, tmp_path: Path) -> None:
    """Between the rows that go and those that come back the release must not pass for an empty one."""
    said = {"year": 2020, "source": "STPS"}
    facts = {**FACTS, "url": "https://stps.example/fase-i"}
    take(
        "risk-results",
        file.territory,
        written(tmp_path, [{"clave": "07101", "valor": 0.2}]),
        facts=facts,
        **said,
    )
    release = RiskRelease.objects.get()
    before = results()
    others = written(tmp_path, [{"clave": "07089", "valor": 0.3}])
    receipt = take("risk-results", file.territory, others, facts=FACTS, removes_gone=True, **said)
    assert (receipt.new, receipt.removed) == (1, 1)
    undo_import(receipt=receipt, by=somebody())
    assert results() == before
    found = RiskRelease.objects.get()
    assert (found.pk, found.url) == (release.pk, "https://stps.example/fase-i")


def test_a_release_that_a_proxy_takes_its_numbers_from_stays(file: Importer, tuxtla: Territory) -> None:
    file.save("clave,valor,not_attending\n07101,0.2,7\n")
    factor = Factor.objects.get(code="not_attending")
    make_proxy(tuxtla, factor, title="Los que no asisten", release=RiskRelease.objects.get())
    with pytest.raises(BuiltUponError) as caught:
        file.undo()
    assert "Los que no asisten" in str(caught.value.message)
