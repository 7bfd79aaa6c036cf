"""The spool is empty before each test of this room."""

import pytest

from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor
from tests.cast import ClientOf
from tests.files.sending import Sender, spooled


@pytest.fixture(autouse=True)
def empty_spool() -> None:
    for path in spooled():
        path.unlink()


@pytest.fixture
def sender(client_of: ClientOf, liaison: User) -> Sender:
    """The liaison of Tuxtla at the import."""
    return Sender(client_of(liaison))


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    """Three census areas of Tuxtla."""
    locality = Territory.objects.create(
        path="MX.07.101.0001", code="071010001", name="Tuxtla", level=levels["locality"], parent=tuxtla
    )
    return [
        Territory.objects.create(
            path=f"{locality.path}.{area}",
            code=locality.code + area,
            name=area,
            level=levels["ageb"],
            parent=locality,
        )
        for area in ("0458", "0462", "017A")
    ]


@pytest.fixture
def attending(db: None) -> Factor:
    texts = {"es": "No asiste a la escuela", "en": "Does not attend school", "pt": "Não", "fr": "Non"}
    return Factor.objects.create(code="not_attending", texts=texts)
