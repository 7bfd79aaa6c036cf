"""Two countries, a coordinator of one of them, and a factor that all share."""

import pytest

from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor
from tests.cast import give_membership, make_user

SHIPPED = {"es": "No asiste", "en": "Does not attend", "pt": "Não frequenta", "fr": "Ne fréquente pas"}


@pytest.fixture
def mexico(chiapas: Territory) -> Territory:
    return Territory.objects.get(path="MX")


@pytest.fixture
def lima(db: None) -> Territory:
    """A municipality of another country."""
    levels = [
        Level.objects.create(
            country="PE",
            depth=depth,
            code=code,
            texts={"es": code},
            plural_texts={"es": code},
            code_length=depth * 2,
            is_municipal=depth == 1,
        )
        for depth, code in enumerate(("country", "district"))
    ]
    peru = Territory.objects.create(path="PE", code="PE", name="Perú", level=levels[0])
    return Territory.objects.create(path="PE.15", code="15", name="Lima", level=levels[1], parent=peru)


@pytest.fixture
def ministry(mexico: Territory) -> User:
    """The coordinator of the country."""
    user = make_user("Ministry")
    give_membership(user, Role.COORDINATOR, mexico)
    return user


@pytest.fixture
def factor(db: None) -> Factor:
    return Factor.objects.create(
        code="not_attending", texts=SHIPPED, direction="raises", explanations={"es": "Se ve así."}
    )
