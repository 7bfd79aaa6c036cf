"""`manage.py gaps`: JSON for programs, text for people, a clear sentence for a wrong code."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from tests.mapping.conftest import MakeNeed, MakeOffer, MakeProgramme


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("gaps", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def supplied(
    make_programme: MakeProgramme, make_offer: MakeOffer, make_need: MakeNeed, school: Factor, zone_a: Zone
) -> None:
    make_need(school, zone_a, 980)
    make_offer(make_programme("Becas", school), {zone_a: 410})


def test_json(tuxtla: Territory, supplied: None) -> None:
    found = json.loads(run("07101", "--format", "json"))
    assert (found["territory"], found["by"], found["year"]) == ("MX.07.101", "zone", 2025)
    assert found["counts"] == {"places_insufficient": 1}
    (cell,) = found["cells"]
    assert (cell["factor"], cell["column"], cell["type"], cell["weight"]) == (
        "not_attending",
        "A",
        "places_insufficient",
        1,
    )
    assert cell["need"]["value"] == 980
    assert cell["places"]["value"] == 410
    assert cell["programmes"][0]["eligible"] == "unknown"
    assert len(cell["evidence_hash"]) == 64


def test_by_level_and_year(tuxtla: Territory, supplied: None) -> None:
    found = json.loads(run("MX.07.101", "--by", "level", "--year", "2024", "--format", "json"))
    assert [column["key"] for column in found["columns"]] == ["federal", "state", "municipal"]
    assert {cell["type"] for cell in found["cells"]} == {"unknown"}, "the offer is of a later year"


def test_text(tuxtla: Territory, supplied: None) -> None:
    assert "Cupo insuficiente: 410 lugares para 980" in run("07101")


def test_a_wrong_code_is_said_in_words(tuxtla: Territory) -> None:
    with pytest.raises(CommandError, match="Ningún territorio tiene la clave 7101"):
        run("7101")
