"""A definition in force, who may read surveys, and one survey."""

import pytest
from django.test import Client
from django.utils import timezone

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, Survey
from tests.cast import ClientOf
from tests.diagnosis.surveys import make_survey


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
def survey(tuxtla: Territory, definition: DefinitionSheet) -> Survey:
    return make_survey(tuxtla, definition)
