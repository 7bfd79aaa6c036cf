"""A definition in force, and who may compute."""

import pytest
from django.test import Client
from django.utils import timezone

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, Factor
from tests.cast import ClientOf


@pytest.fixture
def definition(tuxtla: Territory, liaison: User) -> DefinitionSheet:
    return DefinitionSheet.objects.create(
        territory=tuxtla,
        legal="LFT",
        operational="INEGI",
        working="De 5 a 17 años",
        frozen_at=timezone.now(),
        frozen_by=liaison,
    )


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


@pytest.fixture
def attendance(db: None) -> Factor:
    return Factor.objects.create(
        code="attendance", texts={"es": "No asiste a la escuela", "en": "Does not attend school"}
    )
