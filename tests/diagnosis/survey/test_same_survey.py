"""One survey under two years: the same file is refused, the same title or the same counts are marked."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clrisk_site.catalogue.wording import render
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.caveats import CaveatCode
from diagnosis.models import DefinitionSheet, Survey
from diagnosis.queries.caveats import caveats_of
from diagnosis.queries.same_survey import OtherYearError, other_year_of_file
from tests.cast import ClientOf
from tests.diagnosis.surveys import (
    CHOICES,
    NEW,
    PATH,
    address,
    compute,
    make_survey,
    records,
    sent,
    signed_of,
)


@pytest.fixture
def sheet(tuxtla: Territory, liaison: User) -> DefinitionSheet:
    return DefinitionSheet.objects.create(
        territory=tuxtla,
        legal="Ley",
        operational="INEGI",
        working="5 a 17 años",
        frozen_at=timezone.now(),
        frozen_by=liaison,
    )


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def test_the_same_file_of_another_year_is_refused_in_words(editor: Client, sheet: DefinitionSheet) -> None:
    content = records()
    compute(editor, content)
    data = {**CHOICES, "year": "2019", "header": signed_of(editor, content), "file": sent(content)}
    answer = editor.post(address(NEW), data)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Este archivo ya se leyó aquí como «Encuesta» de 2024" in html
    assert 'href="#id_year"' in html
    assert Survey.objects.count() == 1
    # The same reading under a sheet of the very same words is the stored one; under other words another.
    for working, stored in (("5 a  17 años", 1), ("12 a 17 años", 2)):
        again = {"territory": sheet.territory, "legal": "Ley", "operational": "INEGI", "working": working}
        DefinitionSheet.objects.create(**again, frozen_at=timezone.now(), frozen_by=sheet.frozen_by)
        compute(editor, content)
        assert Survey.objects.count() == stored, working
        mismatch = CaveatCode.DEFINITION_MISMATCH in {one.code for one in caveats_of(sheet.territory)}
        assert mismatch is (stored == 2), working


def test_what_is_marked_and_what_is_not(
    editor: Client, sheet: DefinitionSheet, tuxtla: Territory, tapachula: Territory
) -> None:
    first = make_survey(tuxtla, sheet)
    page = reverse("survey", args=[PATH, first.pk])
    assert "También consta" not in editor.get(page).content.decode()
    second = make_survey(tuxtla, sheet, sha256="1" * 64)
    Survey.objects.filter(pk=second.pk).update(year=2019, title="módulo de  trabajo infantil")
    html = editor.get(page).content.decode()
    assert "También consta para 2019" in html
    assert "Una lectura de 2019 tiene exactamente los mismos conteos" in html
    assert "También consta para 2019" in editor.get(reverse("surveys", args=[PATH])).content.decode()
    earlier = other_year_of_file(tuxtla, sha256="1" * 64, year=2024)
    assert earlier is not None
    assert earlier.year == 2019
    assert "2019" in render(OtherYearError(earlier).message)
    assert other_year_of_file(tuxtla, sha256="1" * 64, year=2019) is None
    assert other_year_of_file(tapachula, sha256="1" * 64, year=2024) is None
