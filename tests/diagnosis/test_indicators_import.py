"""Files of area indicators: long and wide give the same rows, producers that disagree both stay."""

from pathlib import Path

import pytest

from clrisk_site.files.actions.undo_import import undo_import
from clrisk_site.files.models import ImportReceipt
from clrisk_site.places.models import Territory
from diagnosis.imports.indicators.spec import INDICATORS
from diagnosis.imports.indicators.stored_sets import stored_sources
from diagnosis.models import Indicator, IndicatorValue
from tests.diagnosis.importing import Importer, counted, said, warned
from tests.importing import somebody, take

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
    assert warned(found) == []
    named = file.preview("clave,indicador,valor,nombre del indicador\n07101,P6A14NAE,6,Otro nombre\n")
    assert warned(named) == ["P6A14NAE has another name already, which stays: «No asiste a la escuela»."]


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


BY_SEX = "Población total,,\n,,\nclave,Total,Hombres\n07101,604147,287524\n07089,353706,170000\n"
SPEAKERS = "Población de 3 años y más,,\n,,\nclave,Total,Habla lengua\n07101,584797,900\n07089,340000,1000\n"


def codes() -> set[str]:
    return set(Indicator.objects.values_list("code", flat=True))


def test_the_title_stands_before_headers_that_name_nothing(file: Importer) -> None:
    found = file.save(BY_SEX)
    assert codes() == {"Población total: Total", "Población total: Hombres"}
    (told,) = warned(found)
    assert told == (
        "What the columns are about stands before their names: «Población total: Total», "
        "«Población total: Hombres»."
    )
    second = file.save(SPEAKERS)
    assert counted(second) == (4, 0, 0, 0)
    assert counted(file.preview(SPEAKERS)) == (0, 0, 4, 0)


def test_what_was_said_about_the_columns_stands_before_what_is_proposed(file: Importer) -> None:
    file.facts = {"about": "Censo"}
    file.save(BY_SEX)
    assert codes() == {"Censo: Total", "Censo: Hombres"}
    file.facts = {"about": ""}
    found = file.preview(BY_SEX)
    assert found.new == 4
    assert warned(found) == [
        "«Total», «Hombres»: these names alone do not tell what was counted. Say what the columns are about."
    ]


def test_headers_with_names_of_their_own_are_left_alone(file: Importer) -> None:
    file.save(f"Índice de marginación,,,,\n{WIDE}")
    assert codes() == {"P6A14NAE", "pob_conapo", "pob_2020_coneval"}
    file.facts = {"about": "Marginación"}
    found = file.save("clave,pob_conapo,rezago\n07101,604147,5\n")
    assert counted(found) == (1, 0, 1, 0)
    assert "Marginación: rezago" in codes()


def test_a_long_file_is_never_renamed(file: Importer) -> None:
    file.facts = {"about": "Censo"}
    file.save(f"Población total,,\n{LONG}")
    assert codes() == {"P6A14NAE", "pob_conapo"}


def test_names_that_grow_too_long_are_refused_in_words(file: Importer) -> None:
    file.facts = {"about": "x" * 118}
    found = file.preview("clave,Total\n07101,5\n")
    assert said(found)[0].endswith(
        "is longer than 120 characters. Say in fewer words what the columns are about."
    )
    assert found.change is None


@pytest.fixture
def towns(chiapas: Territory, tuxtla: Territory) -> list[str]:
    """Codes of twenty-five municipalities."""
    numbers = [f"{number:03}" for number in range(1, 26)]
    Territory.objects.bulk_create(
        Territory(
            path=f"{chiapas.path}.{number}",
            code=f"07{number}",
            name=f"Municipio {number}",
            level=tuxtla.level,
            parent=chiapas,
        )
        for number in numbers
    )
    return [f"07{number}" for number in numbers]


def wide(towns: list[str], first: int, *, header: str = "pob") -> str:
    rows = "".join(f"{code},{first + 10 * place}\n" for place, code in enumerate(towns))
    return f"clave,{header}\n{rows}"


def test_other_values_of_most_places_are_asked_about(file: Importer, towns: list[str]) -> None:
    file.save(wide(towns, 1000))
    found = file.preview(wide(towns, 2000))
    (question,) = found.questions
    assert str(question.message) == (
        "1 indicator already has other values of the same source and year. Is this a correction?"
    )
    assert str(question.evidence) == "For example «pob»: stored 1000, in the file 2000."
    assert (found.change, question.rows, question.recommended) == (None, 25, None)
    corrected = file.preview(wide(towns, 2000), answers={"correction": "corrects"})
    assert corrected.change is not None
    assert counted(corrected) == (0, 25, 0, 0)
    other = file.preview(wide(towns, 2000), answers={"correction": "other"})
    assert other.change is None
    assert said(other)[0].startswith("These columns have the names of indicators that hold something else.")


def test_an_update_of_few_values_or_of_roundings_is_not_asked_about(file: Importer, towns: list[str]) -> None:
    file.save(wide(towns, 1000))
    assert not file.preview(wide(towns[:19], 2000)).questions
    half = wide(towns, 1000).splitlines()[:14] + wide(towns, 2000).splitlines()[14:]
    assert not file.preview("\n".join(half) + "\n").questions
    rounded = wide(towns, 1000).replace("\n07", ".1\n07").replace("pob.1", "pob")
    found = file.preview(rounded)
    assert (bool(found.questions), found.changed > 0) == (False, True)
    file.source = "INEGI"
    assert not file.preview(wide(towns, 2000)).questions


@pytest.mark.parametrize("second", ["07101,a,2,hogares,Uno", "07089,a,3,hogares,Uno"])
def test_undo_takes_back_the_unit_that_the_import_filled_in(
    file: Importer, tmp_path: Path, second: str
) -> None:
    """Otherwise a wrong unit would refuse the right one for ever."""

    def imported(text: str) -> ImportReceipt:
        path = tmp_path / "b.csv"
        path.write_text(text)
        return take("indicators", file.territory, path, year=2020, source="CONAPO")

    imported("clave,indicador,valor\n07101,a,1\n")
    receipt = imported(f"clave,indicador,valor,unidad,nombre del indicador\n{second}\n")
    assert [(one.unit, one.name) for one in Indicator.objects.all()] == [("hogares", "Uno")]
    undo_import(receipt=receipt, by=somebody())
    assert [(one.code, one.unit, one.name) for one in Indicator.objects.all()] == [("a", "", "")]
    assert {row[:3] for row in values()} == {("07101", "a", 1.0)}
