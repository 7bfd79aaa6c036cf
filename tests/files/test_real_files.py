"""Real files that other people published, through the same commands; skipped where they are not there."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from clrisk_site.places.models import Boundary, Territory
from diagnosis.models import RiskResult
from mapping.models import LocalOffer, Programme
from tests.real.__main__ import DATA
from tests.real.journey import AREAS, CHIAPAS, CONAPO, CONAPO_COLUMNS, INVENTORY, MUNICIPALITIES, STATES

pytestmark = [
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the real files are not at {DATA}"),
    pytest.mark.one_database,
]


def take(kind: str, file: str, territory: str, *options: str) -> tuple[int, dict[str, Any]]:
    """Import and return the exit status and the JSON answer."""
    printed, status = io.StringIO(), 0
    arguments = [kind, str(Path(DATA) / file), "--territory", territory, "--source", "X", *options]
    try:
        call_command("import", *arguments, "--format", "json", stdout=printed)
    except SystemExit as end:
        status = int(str(end.code))
    return status, json.loads(printed.getvalue())


@pytest.mark.django_db
def test_published_files_of_the_country() -> None:
    call_command("load_catalogues", stdout=io.StringIO())
    status, answer = take("territories", MUNICIPALITIES, "MX", "--year", "2020")
    assert (status, answer["new"]) == (0, 2469)
    _states_municipalities_and_their_classes()
    _areas_their_index_and_the_programmes_of_the_state()


def _states_municipalities_and_their_classes() -> None:
    assert Territory.objects.filter(level__code="state").count() == 32
    assert Boundary.objects.filter(territory__level__code="state").count() == 32
    status, answer = take("risk-results", STATES, "MX", "--year", "2015")
    assert (status, answer["new"]) == (0, 32)
    asked, answer = take("risk-results", CHIAPAS, "07", "--year", "2015", "--set", "name=Chiapas")
    assert (asked, answer["committed"], len(answer["questions"])) == (1, False, 1)
    question = answer["questions"][0]
    assert question["recommended"] == "MX.07.011"
    option = ("--answer", f"{question['code']}=MX.07.011")
    status, answer = take("risk-results", CHIAPAS, "07", "--year", "2015", "--set", "name=Chiapas", *option)
    assert (status, answer["new"]) == (0, 21)
    assert not RiskResult.objects.exclude(value=None).exists()


def _areas_their_index_and_the_programmes_of_the_state() -> None:
    status, answer = take("territories", AREAS, "07", "--year", "2022")
    assert (status, answer["new"]) == (0, 1907)
    tuxtla = Territory.objects.within(Territory.objects.get(code="07101")).filter(level__code="ageb")
    assert tuxtla.count() == 229
    options = [part for column in CONAPO_COLUMNS for part in ("--map", column)]
    facts = ("--set", "nature=proxy", "--set", "measure_type=index_open", "--year", "2020")
    status, answer = take("risk-results", CONAPO, "07", *options, *facts)
    assert (status, answer["new"]) == (0, 1545)
    assert tuxtla.filter(risk_results=None).count() == 15
    assert RiskResult.objects.get(territory__code="0700100010052").factor_values[
        "not_attending"
    ] == pytest.approx(7.82312925)
    status, answer = take("programmes", INVENTORY, "07", "--sheet", "Chiapas", "--year", "2018")
    assert (status, answer["new"]) == (0, 19)
    assert Programme.objects.filter(territory__code="07", level="state").count() == 19
    assert not LocalOffer.objects.exists()
