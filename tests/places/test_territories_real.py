"""Lists of codes and names as published: the counts of their sources; skipped where they are not there."""

from pathlib import Path

import pytest

from clrisk_site.places.models import Territory
from clrisk_site.tables.preview_result import Preview
from tests.importing import look, take
from tests.real.__main__ import DATA

LISTS = Path(DATA) / "01_territory"
pytestmark = [
    pytest.mark.skipif(not LISTS.is_dir(), reason=f"the real files are not at {LISTS}"),
    pytest.mark.one_database,
]


@pytest.fixture
def mexico(chiapas: Territory, tuxtla: Territory) -> Territory:
    """The whole country of 2020, with its boundaries."""
    country = Territory.objects.get(path="MX")
    take("territories", country, LISTS / "mx_municipios_2020_simplified.geojson", year=2020)
    return country


def preview(mexico: Territory, name: str, **said: object) -> Preview:
    return look("territories", mexico, LISTS / name, **said).preview


def test_lists_of_codes_of_other_years_and_queries_of_the_census(mexico: Territory) -> None:
    index = preview(mexico, "mx_indice_geoestadistico_2017_latin1.csv")
    assert (index.rows, index.refused, index.new) == (2_458, 0, 0), index.errors[:5]
    catalogue = preview(mexico, "mx_cve_nom_municipios_2022.csv")
    assert (catalogue.rows, catalogue.refused, catalogue.new) == (2_475, 0, 6), catalogue.errors[:5]
    pcodes = preview(mexico, "ocha_codab_mex_pcodes_adm1_adm2.csv")
    assert (pcodes.rows, pcodes.refused, pcodes.new) == (32 + 2_457, 0, 0), pcodes.errors[:5]
    # Names without their accents are no new names, and the other ones are asked about.
    (question,) = pcodes.questions
    assert (question.code, question.recommended) == ("names", "keep")
    kept = preview(mexico, "ocha_codab_mex_pcodes_adm1_adm2.csv", answers={"names": "keep"})
    assert (kept.questions, kept.new, kept.changed) == ((), 0, 0)
    for name in ("pob_municipio_sexo", "lengua_indigena"):
        found = preview(
            mexico, f"inegi_consulta_{name}_2020_latin1.csv", columns={"(A)": "code", "(B)": "name"}
        )
        # Only the total of the country has no code; formulas that spell a code were read as it.
        assert (found.new, found.refused) == (0, 1), found.errors[:3]
        assert found.rows == 1 + 32 + 2_469
