"""The mapping of a state: its programmes, institutions and spaces, but no offers and no gaps."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import Institution
from tests.cast import ClientOf
from tests.mapping.conftest import MakeProgramme


def test_a_state_says_nothing_of_gaps_or_eligibility(
    coordinator: User,
    chiapas: Territory,
    state_education: Institution,
    school: Factor,
    make_programme: MakeProgramme,
    client_of: ClientOf,
) -> None:
    client = client_of(coordinator)
    programme = make_programme("Jornada ampliada", school, institution=state_education)
    gaps = client.get(reverse("gaps", args=[chiapas.path])).content.decode()
    assert "Las brechas se leen en un municipio" in gaps
    cell = reverse("gap-cell", args=[chiapas.path, "not_attending", "whole"])
    assert client.get(cell).status_code == 404
    listed = client.get(reverse("programmes", args=[chiapas.path]), {"eligibility": "yes"})
    assert listed.context["lead"] == "1 programa. Lo que cada uno puede hacer se registra en cada municipio."
    assert [column["label"] for column in listed.context["table"]["columns"]] == [
        "Programa",
        "Nivel",
        "Factores",
    ]
    assert len(listed.context["rows"]) == 1, "the filter of eligibility is not offered here"
    shown = client.get(reverse("programme", args=[chiapas.path, programme.pk])).content.decode()
    assert "Lo que puede hacer se registra en cada municipio." in shown
    assert "Elegible" not in shown
    offer = reverse("offer-create", args=[chiapas.path, programme.pk])
    assert offer not in shown
    assert client.get(offer).status_code == 404
    overview = client.get(reverse("mapping", args=[chiapas.path]))
    titles = [task["title"] for part in overview.context["parts"] for task in part["tasks"]]
    assert "Comparar los espacios de coordinación y sus integrantes" in titles
    assert "Entrevistar a las instituciones" not in titles, "interviews and gaps belong to municipalities"
    assert overview.context["next_step"]["title"] == "Lo siguiente: registrar el espacio de coordinación"


def test_the_command_asks_for_a_municipality(chiapas: Territory) -> None:
    with pytest.raises(CommandError, match="Chiapas no es un municipio"):
        call_command("gaps", "07")
