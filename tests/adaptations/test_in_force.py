"""What a country adapted holds in its places, in no others, and in no later request, thread or job."""

import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.adaptations.models import Adaptation
from clrisk_site.catalogue.country import active_country, in_country
from clrisk_site.catalogue.entry import offered
from clrisk_site.catalogue.thresholds import smallest_shown, threshold
from clrisk_site.catalogue.version import catalogue_version
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit
from clrisk_site.figures.suppression import DEFAULT_K, Audience, suppress
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor
from diagnosis.queries.factors import factors_of
from mapping.models import CoordinationSpace
from planning.gate_texts import question_of
from planning.rules import GATE
from planning.stage_texts import stage_texts
from tests.cast import ClientOf, give_post, make_user


def adapt(country: Territory, catalogue: str, code: str, **content: object) -> Adaptation:
    content.setdefault("based_on", {})
    return Adaptation.objects.create(territory=country, catalogue=catalogue, code=code, **content)


@pytest.fixture
def adapted(mexico: Territory, factor: Factor) -> Adaptation:
    return adapt(
        mexico,
        "factors",
        "not_attending",
        texts={"es": "Fuera de la escuela"},
        values={"direction": "unclear"},
    )


def test_texts_hold_only_within_the_block(adapted: Adaptation, factor: Factor) -> None:
    with in_country("MX"):
        assert str(factor) == "Fuera de la escuela"
        with in_country("PE"):
            assert str(factor) == "No asiste"
        assert str(factor) == "Fuera de la escuela"
    assert (str(factor), active_country()) == ("No asiste", "")


def test_an_error_ends_the_block_too(adapted: Adaptation, factor: Factor) -> None:
    with pytest.raises(ZeroDivisionError), in_country("MX"):
        raise ZeroDivisionError
    assert str(factor) == "No asiste"


def test_another_thread_has_no_country() -> None:
    found: list[str] = []
    with in_country("MX"):
        worker = threading.Thread(target=lambda: found.append(active_country()))
        worker.start()
        worker.join()
    assert found == [""]


def test_many_texts_cost_one_query(adapted: Adaptation, factor: Factor) -> None:
    with in_country("MX"), CaptureQueriesContext(connection) as captured:
        for _number in range(20):
            str(factor)
            threshold("places_enough")
            stage_texts()["scope"].title  # noqa: B018 - reading it is the point
    assert len(captured) == 1


def test_pages_of_two_countries_in_turn(
    adapted: Adaptation, tuxtla: Territory, lima: Territory, client_of: ClientOf
) -> None:
    """The same worker serves both countries; a page without a place has none."""
    user = make_user("Both")
    give_post(user, Role.LIAISON, tuxtla)
    give_post(user, Role.LIAISON, lima)
    client = client_of(user)
    pages = [
        client.get(reverse("factors", args=[path])).content.decode() for path in (tuxtla.path, lima.path)
    ]
    assert ["Fuera de la escuela" in page for page in pages] == [True, False]
    assert ["No asiste" in page for page in pages] == [False, True]
    assert active_country() == ""


def test_typed_values_hold_in_the_country(adapted: Adaptation, tuxtla: Territory, lima: Territory) -> None:
    with in_country("MX"):
        assert factors_of(tuxtla).rows[0].direction == "unclear"
    with in_country("PE"):
        assert factors_of(lima).rows[0].direction == "raises"


def test_what_is_set_aside_or_own_is_offered_accordingly(mexico: Territory, factor: Factor) -> None:
    adapt(mexico, "factors", "not_attending", texts={"es": "x"}, active=False)
    own = Factor.objects.create(code="mx-harvest", country="MX", texts={"es": "Cosecha"})
    assert list(offered(Factor, "MX")) == [own]
    assert list(offered(Factor, "PE")) == [factor]


class TestThresholds:
    """Numbers that a country sets for its places."""

    FIVE = Estimate(12, Unit.PERSONS, Story(basis=Basis.COUNT))

    def test_shipped_thresholds_are_those_of_the_method(self) -> None:
        assert {audience: smallest_shown(audience) for audience in Audience} == dict(DEFAULT_K)

    def test_suppression_asks_the_country(self, mexico: Territory) -> None:
        adapt(mexico, "thresholds", "shown_to_public", values={"value": 15})
        assert suppress(self.FIVE, audience=Audience.PUBLIC).value == 12
        with in_country("MX"):
            assert suppress(self.FIVE, audience=Audience.PUBLIC).value is None
            assert suppress(self.FIVE, audience=Audience.COMMISSION).value == 12
        with in_country("PE"):
            assert suppress(self.FIVE, audience=Audience.PUBLIC).value == 12

    @pytest.mark.parametrize("stored", [4, 21, None, "15", 7.5, True])
    def test_a_stored_value_outside_its_limits_gives_way(self, mexico: Territory, stored: object) -> None:
        adapt(mexico, "thresholds", "shown_to_public", values={"value": stored})
        with in_country("MX"):
            assert threshold("shown_to_public") == 10


def test_other_catalogues_are_laid_over_too(mexico: Territory, levels: dict[str, Level]) -> None:
    adapt(mexico, "levels", "municipality", texts={"es": "Alcaldía"}, explanations={"es": "Alcaldías"})
    adapt(mexico, "stages", "scope", texts={"es": "Ámbito"}, values={"reference_days": 90})
    adapt(mexico, "gate", "a", texts={"es": "¿Hay una línea para niñas?"})
    with in_country("MX"):
        assert (str(levels["municipality"]), levels["municipality"].plural) == ("Alcaldía", "Alcaldías")
        assert (stage_texts()["scope"].title, stage_texts()["scope"].reference_days) == ("Ámbito", 90)
        assert question_of(GATE[0]) == "¿Hay una línea para niñas?"
    assert str(levels["municipality"]) == "Municipio"
    assert stage_texts()["scope"].reference_days == 213
    assert question_of(GATE[0]).startswith("¿Al menos una línea")


def test_a_command_speaks_as_the_country_does(adapted: Adaptation, tuxtla: Territory) -> None:
    out = StringIO()
    call_command("gaps", tuxtla.code, stdout=out)
    assert "Fuera de la escuela" in out.getvalue()
    assert active_country() == ""


def test_the_version_moves_with_the_country_alone(mexico: Territory) -> None:
    def versions() -> tuple[str, str]:
        with in_country("MX"):
            mine = catalogue_version()
        with in_country("PE"):
            return mine, catalogue_version()

    before = versions()
    adapt(mexico, "factors", "not_attending", texts={"es": "x"})
    after = versions()
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_page_costs_the_same_however_much_is_adapted(
    tuxtla: Territory, mexico: Territory, liaison: User, client_of: ClientOf, space: CoordinationSpace
) -> None:
    address = reverse("catalogues", args=[tuxtla.path])
    client = client_of(liaison)
    few = _queries(client, address)
    for number in range(30):
        row = Factor.objects.create(code=f"f{number}", texts={"es": f"F{number}"})
        adapt(mexico, "factors", row.code, texts={"es": f"México {number}"})
    assert few == _queries(client, address) <= 25


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_record_keeps_what_it_names_when_that_is_no_longer_shipped(factor: Factor) -> None:
    Factor.objects.update(active=False)
    assert not offered(Factor, "MX").exists()
    assert list(offered(Factor, "MX", also=[factor.pk])) == [factor]
