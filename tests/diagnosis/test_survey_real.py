"""The records of Pasto, where they lie beside the project: read, judged by the rule, and gone."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clrisk_site.files.passing import signed_header
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, Survey
from tests.cast import ClientOf
from tests.diagnosis.surveys import CHOICES, PATH, sent, signed_of

RECORDS = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "data"
    / "03_child_labour"
    / "col_dane_geih_2024_trabajo_infantil_pasto.csv"
)

pytestmark = [
    pytest.mark.skipif(not RECORDS.exists(), reason="the real records do not lie beside the project"),
    pytest.mark.one_database,
]


@pytest.fixture
def editor(tuxtla: Territory, liaison: User, client_of: ClientOf) -> Client:
    DefinitionSheet.objects.create(
        territory=tuxtla, legal="-", operational="-", working="-", frozen_at=timezone.now(), frozen_by=liaison
    )
    return client_of(liaison)


def choices(columns: tuple[str, ...]) -> dict[str, str]:
    """Return the plan: somebody works who says so in one of four questions, each skipped after a yes."""
    places = {name: str(place) for place, name in enumerate(columns)}
    works = {
        f"c{number}_{part}": value
        for number, name in enumerate(("P400", "P401", "P403", "P404"), 1)
        for part, value in (("column", places[name]), ("yes", "1"))
    }
    return {
        **CHOICES,
        **works,
        "skipped": "yes",
        "weight": places["FEX_C"],
        "unit": "",
        "age": places["P6040"],
        "g1_column": places["P3271"],
    }


def test_the_verdict_is_what_the_rule_says_and_no_record_is_left(
    editor: Client, tuxtla: Territory, tmp_path: Path
) -> None:
    content = RECORDS.read_bytes()
    signed = signed_of(editor, content)
    header = signed_header(signed, tuxtla)
    assert header is not None
    assert (len(header.columns), header.rows) == (132, 860)
    data = {**choices(header.columns), "header": signed, "file": sent(content, RECORDS.name)}
    assert editor.post(reverse("survey-new", args=[PATH]), data).status_code == 302
    survey = Survey.objects.get()
    everyone = survey.shares.get(position=0)
    assert (survey.rows, everyone.n, everyone.cases) == (860, 860, 29)
    assert everyone.share == pytest.approx(0.0322, abs=5e-5)
    assert everyone.verdict == "suppress"
    page = editor.get(reverse("survey", args=[PATH, survey.pk])).content.decode()
    assert "3.2" not in page.split("<main")[1].split("Cómo se calculó")[0]
    assert "Menos de 40" in page
    _assert_gone(content, tmp_path)


def _assert_gone(content: bytes, tmp_path: Path) -> None:
    """Look for any record, by its household number and its weight, wherever something could be kept."""
    rows = [line.split(b",") for line in content.splitlines()[1:]]
    place = content.splitlines()[0].split(b",").index(b"FEX_C")
    marks = {row[0] for row in rows} | {row[place] for row in rows}
    marks = {mark for mark in marks if len(mark) > 6}
    assert len(marks) > 500
    stored = "".join(
        serializers.serialize("json", model._default_manager.all())
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    ).encode()
    files = [
        file.read_bytes()
        for folder in (Path(settings.SPOOL_DIR), Path(settings.MEDIA_ROOT), tmp_path)
        for file in folder.rglob("*")
        if file.is_file()
    ]
    for kept in (stored, *files):
        assert not any(mark in kept for mark in marks)
