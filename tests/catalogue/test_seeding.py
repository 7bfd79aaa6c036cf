"""Catalogue files seed rows; a row that a country has made its own is left alone."""

from pathlib import Path

import pytest

from clrisk_site.catalogue.loading import CatalogueError, seed
from diagnosis.models import Factor

ENTRY = """
- code: school
  texts: {es: "Escuela", en: "School", pt: "Escola", fr: "École"}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "factors.yaml"
    path.write_text(ENTRY, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_seeding_again_brings_rows_up_to_date(file: Path) -> None:
    assert seed(Factor, file) == 1
    Factor.objects.filter(code="school").update(texts={"es": "Antes"})
    seed(Factor, file)
    assert Factor.objects.get(code="school").texts["es"] == "Escuela"


@pytest.mark.django_db
def test_rows_of_a_country_stay_untouched(file: Path) -> None:
    Factor.objects.create(code="pe-school", country="PE", texts={"es": "Colegio"})
    seed(Factor, file)
    own = Factor.objects.get(code="pe-school")
    assert (own.texts, own.active) == ({"es": "Colegio"}, True)


@pytest.mark.django_db
def test_a_row_that_is_no_longer_shipped_becomes_inactive_and_may_come_back(file: Path) -> None:
    Factor.objects.create(code="retired", texts={"es": "Antes"})
    seed(Factor, file)
    assert not Factor.objects.get(code="retired").active
    file.write_text(ENTRY.replace("school", "retired"), encoding="utf-8")
    seed(Factor, file)
    assert Factor.objects.get(code="retired").active
    assert not Factor.objects.get(code="school").active


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ENTRY * 2, "'school' again"),
        (ENTRY.replace("code: school", "code: ''"), "or none"),
        (ENTRY.replace("code: school", "code: mx-school"), "mx-school begins like"),
        (ENTRY.replace('"École"', '""'), "school lacks texts in fr"),
    ],
)
def test_a_wrong_file_seeds_nothing(file: Path, content: str, words: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError, match=words):
        seed(Factor, file)
    assert not Factor.objects.exists()
