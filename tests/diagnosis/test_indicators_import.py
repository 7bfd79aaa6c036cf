"""Files of area indicators: long and wide give the same rows, producers that disagree both stay."""

from pathlib import Path

import pytest

from clrisk_site.places.models import Territory
from diagnosis.imports.indicators.spec import INDICATORS
from diagnosis.imports.indicators.stored_sets import stored_sources
from diagnosis.models import Indicator, IndicatorValue
from tests.diagnosis.importing import Importer, counted, said, warned

LONG = """clave,indicador,valor,unidad,nombre del indicador
07101,P6A14NAE,5.75,%,No asiste a la escuela
07101,pob_conapo,604147,personas,
07089,P6A14NAE,*,%,
"""
WIDE = """clave,NOM_MUN,P6A14NAE,pob_conapo,pob_2020_coneval
07101,Tuxtla Gutiérrez,5.75,604147,584797
07089,Tapachula,N/D,353706,
"""


@pytest.fixture
def file(chiapas: Territory, tuxtla: Territory, tapachula: Territory, tmp_path: Path) -> Importer:
    return Importer(INDICATORS, chiapas, tmp_path)


def values() -> set[tuple[str, str, float, int, str]]:
    rows = IndicatorValue.objects.values_list("territory__code", "indicator__code", "value", "year", "source")
    return set(rows)


def test_a_long_file_is_one_value_per_row(file: Importer) -> None:
    found = file.save(LONG)
    assert values() == {
        ("07101", "P6A14NAE", 5.75, 2020, "CONAPO"),
        ("07101", "pob_conapo", 604147.0, 2020, "CONAPO"),
    }
    assert counted(found) == (2, 0, 0, 0)
    assert warned(found) == ["The value is missing, so nothing is stored. Missing is not zero."]
    one = Indicator.objects.get(code="P6A14NAE")
    assert (one.name, one.unit) == ("No asiste a la escuela", "%")


def test_a_wide_file_gives_the_same_rows_and_keeps_producers_that_disagree(file: Importer) -> None:
    file.save(LONG)
    found = file.save(WIDE)
    assert counted(found) == (2, 0, 2, 0)
    assert found.rows == 4
    assert {row[:3] for row in values()} == {
        ("07101", "P6A14NAE", 5.75),
        ("07101", "pob_conapo", 604147.0),
        ("07101", "pob_2020_coneval", 584797.0),
        ("07089", "pob_conapo", 353706.0),
    }
    assert Indicator.objects.get(code="P6A14NAE").unit == "%"


def test_another_source_stands_beside_the_first(file: Importer) -> None:
    file.save("clave,pob\n07101,604147\n")
    file.source = "CONEVAL"
    file.save("clave,pob\n07101,584797\n")
    assert {(row[2], row[4]) for row in values()} == {(604147.0, "CONAPO"), (584797.0, "CONEVAL")}
    assert [one.source for one in stored_sources(file.territory)] == ["CONEVAL", "CONAPO"]


def test_year_and_source_of_a_row_stand_before_those_of_the_file(file: Importer) -> None:
    file.save("clave,indicador,valor,año,fuente\n07101,pob,1,2010,INEGI\n07101,pob,2,,\n")
    assert {row[3:] for row in values()} == {(2010, "INEGI"), (2020, "CONAPO")}
    again = file.preview("clave,indicador,valor,año,fuente\n07101,pob,1,2010,INEGI\n07101,pob,2,,\n")
    assert counted(again) == (0, 0, 2, 0)


def test_without_any_year_the_file_is_refused(file: Importer) -> None:
    file.year = None
    assert said(file.preview("clave,pob\n07101,1\n")) == [
        "The year is missing. Write it once for the whole file, or in the row."
    ]


def test_both_shapes_at_once_and_neither_are_refused_in_words(file: Importer) -> None:
    both = file.preview("clave,indicador,valor,pob\n07101,a,1,2\n")
    assert said(both)[0].startswith("The file names its indicators twice")
    neither = file.preview("clave,indicador\n07101,a\n")
    assert said(neither)[0].startswith("No indicator was found")
    assert both.change is None
    assert neither.change is None


def test_a_code_is_one_however_it_is_capitalised(file: Importer) -> None:
    file.save("clave,Pob_Total\n07101,10\n")
    found = file.save("clave,indicador,valor\n07101,POB_TOTAL,11\n07089,pob_total,5\n")
    assert counted(found) == (1, 1, 0, 0)
    assert [one.code for one in Indicator.objects.all()] == ["Pob_Total"]
    twice = file.preview("clave,x1,X1\n07101,10,11\n")
    assert said(twice) == ["Two columns are the same indicator: x1 and X1. Leave one of them out."]


def test_units_that_contradict_are_refused_and_names_stay(file: Importer) -> None:
    file.save(LONG)
    found = file.preview(
        "clave,indicador,valor,unidad,nombre del indicador\n07101,P6A14NAE,6,personas,Otro nombre\n"
    )
    assert said(found) == [
        "The unit of P6A14NAE is «%», here «personas». Give the other unit a code of its own."
    ]
    assert warned(found) == ["P6A14NAE has another name already, which stays: «No asiste a la escuela»."]


def test_a_territory_twice_in_a_wide_file(file: Importer) -> None:
    differ = file.preview("clave,a,b\n07101,1,2\n07101,1,3\n07089,4,5\n")
    assert counted(differ)[0] == 2
    assert set(said(differ)) == {"Rows 2, 3 are about one territory and differ. Keep one of them."}
    copy = file.preview("clave,a,b\n07101,1,2\n07101,1,2\n")
    assert (counted(copy)[0], said(copy)) == (2, [])
    assert warned(copy) == ["1 row repeats another one word for word and is taken once."]


def test_a_wide_file_says_nothing_of_columns_it_does_not_have(file: Importer) -> None:
    file.save(WIDE)
    assert file.preview("clave,pob_conapo\n07101,604147\n").gone == 1
    assert file.preview("clave,indicador,valor\n07101,pob_conapo,604147\n").gone == 3
    refused = file.preview("clave,P6A14NAE,pob_conapo\n07101,5.75,604147\n07089,,unos miles\n")
    assert (refused.refused, refused.gone) == (1, 0)


def test_undo_leaves_no_trace(file: Importer) -> None:
    file.save(WIDE)
    file.undo()
    assert not IndicatorValue.objects.exists()
    assert not Indicator.objects.exists()


def test_undo_puts_a_changed_value_back_and_leaves_the_rest(file: Importer) -> None:
    file.save("clave,a\n07101,1\n")
    file.save("clave,a,b\n07101,2,3\n")
    file.undo()
    assert {row[:3] for row in values()} == {("07101", "a", 1.0)}
    assert [one.code for one in Indicator.objects.all()] == ["a"]


def test_what_is_stored_comes_out_long(file: Importer) -> None:
    file.save(LONG)
    stored = file.stored()
    assert list(stored) == ["territory", "indicator", "value", "year", "unit", "name", "source"]
    assert stored["territory"].tolist() == ["MX.07.101", "MX.07.101"]
    codes = [path.removeprefix("MX.").replace(".", "") for path in stored["territory"]]
    rows = [
        f"{code},{one.indicator},{one.value},{one.year},{one.unit},{one.source}"
        for code, one in zip(codes, stored.itertuples(), strict=True)
    ]
    text = "\n".join(["clave,indicador,valor,año,unidad,fuente", *rows])
    assert counted(file.preview(text)) == (0, 0, 2, 0)
