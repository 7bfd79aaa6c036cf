"""Records that files of some kinds speak of."""

import pytest

from clrisk_site.places.models import Territory
from diagnosis.models import Zone
from mapping.models import GovernmentLevel, Institution, LocalOffer, Programme


@pytest.fixture
def offered(tuxtla: Territory) -> None:
    """A programme with its offer of 2026, and three zones that it may reach."""
    institution = Institution.objects.create(
        territory=tuxtla, name="Patronato", level=GovernmentLevel.MUNICIPAL
    )
    programme = Programme.objects.create(
        territory=tuxtla, institution=institution, name="Becas", level=GovernmentLevel.MUNICIPAL
    )
    LocalOffer.objects.create(territory=tuxtla, programme=programme, year=2026)
    for letter, name in (("A", "Norte"), ("B", "Sur"), ("C", "Oriente")):
        Zone.objects.create(territory=tuxtla, letter=letter, name=name, reason="Prioridad alta")
