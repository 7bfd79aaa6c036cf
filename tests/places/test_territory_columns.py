"""The columns of territories: one set for every kind of file, in the vocabulary of four offices."""

import pytest

from clrisk_site.places.models import Level
from clrisk_site.places.territory_columns import territory_columns
from clrisk_site.tables.matching.columns import match_columns
from clrisk_site.tables.spec import ImportSpec
from tests.tables.builders import make_spec


def levels_of(country: str, *levels: tuple[str, int]) -> list[Level]:
    return [
        Level(country=country, depth=depth, code=code, code_length=length, texts={"es": code})
        for depth, (code, length) in enumerate((("country", 0), *levels))
    ]


MEXICO = levels_of("MX", ("state", 2), ("municipality", 5), ("locality", 9), ("ageb", 13))
PERU = levels_of("PE", ("department", 2), ("province", 4), ("district", 6), ("populated_centre", 10))
COLOMBIA = levels_of("CO", ("department", 2), ("municipality", 5))
BRAZIL = levels_of("BR", ("state", 2), ("municipality", 7))


def spec_of(levels: list[Level], *wanted: str) -> ImportSpec:
    return make_spec(*territory_columns(levels, levels_wanted=wanted))


def test_the_parts_have_their_lengths_and_stop_at_the_lowest_level_wanted() -> None:
    columns = territory_columns(MEXICO, levels_wanted=("municipality",))
    assert [column.name for column in columns] == [
        "territory",
        "territory_name_1",
        "territory_code_1",
        "territory_name_2",
        "territory_code_2",
    ]
    assert [column.lengths for column in columns if column.part_of] == [(2,), (3,)]
    assert columns[0].levels == ("municipality",)
    assert all(column.helps == "territory" for column in columns[1:])
    assert [column.lengths for column in territory_columns(MEXICO) if column.part_of] == [
        (2,),
        (3,),
        (4,),
        (4,),
    ]
    assert not territory_columns(MEXICO, required=False)[0].required


@pytest.mark.parametrize(
    ("levels", "headers", "numeric", "found"),
    [
        (MEXICO, "CVEGEO CVE_ENT CVE_MUN NOM_MUN", "CVEGEO CVE_ENT CVE_MUN", "T c1 c2 n2"),
        (MEXICO, "CVE_AGEB ENT NOM_ENT MUN LOC NOM_LOC AGEB", "ENT MUN LOC", "T c1 n1 c2 c3 n3 c4"),
        (MEXICO, "ENTIDAD NOM_ENT MUN NOM_MUN LOC NOM_LOC", "ENTIDAD MUN LOC", "c1 n1 c2 n2 c3 n3"),
        (MEXICO, "ADM1_ES ADM1_PCODE ADM2_ES ADM2_PCODE", "", "n1 - n2 T"),
        (MEXICO, "admin2Pcode admin2Name_es", "", "T n2"),
        (MEXICO, "Estado Município Valor", "Valor", "n1 T -"),
        (MEXICO, "state municipality", "", "n1 T"),
        (PERU, "UBIGEO NOMBDEP NOMBPROV NOMBDIST", "UBIGEO", "T n1 n2 n3"),
        (PERU, "CCDD CCPP CCDI", "CCDD CCPP CCDI", "c1 c2 c3"),
        (PERU, "departamento provincia distrito", "", "n1 n2 T"),
        (COLOMBIA, "DPTO_CCDGO MPIO_CCDGO DPTO_CNMBR MPIO_CNMBR", "DPTO_CCDGO MPIO_CCDGO", "c1 c2 n1 n2"),
        (COLOMBIA, "MPIO_CDPMP", "MPIO_CDPMP", "T"),
        (BRAZIL, "CD_MUN NM_MUN SIGLA_UF", "CD_MUN", "T n2 n1"),
        (BRAZIL, "codigo_ibge", "codigo_ibge", "T"),
    ],
)  # fmt: skip
def test_the_headers_of_the_offices(levels: list[Level], headers: str, numeric: str, found: str) -> None:
    matches = match_columns(spec_of(levels), headers.split(), numeric=numeric.split())
    short = {"territory": "T", None: "-"}
    fields = [
        short.get(match.field)
        or (match.field or "").replace("territory_name_", "n").replace("territory_code_", "c")
        for match in matches.columns
    ]
    assert fields == found.split()


def test_a_word_for_the_codes_of_a_level_is_none_of_its_names() -> None:
    names = {column.name: column.synonyms for column in territory_columns(MEXICO) if column.narrows}
    assert "ageb" not in names["territory_name_4"]
    assert "municipality" in names["territory_name_2"]
