"""The page of a programme and its form: who sees, who edits, what is refused."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.models import Institution, Programme, ProgrammeFactor
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme

VALID = {
    "name": "Estancias de día",
    "level": "municipal",
    "status": "operating",
    "sex": "all",
    "evidence": "claimed",
}


def typed(institution: Institution, **more: Any) -> dict[str, Any]:
    return {**VALID, "institution": institution.pk, **more}


def test_liaison_records_a_programme_with_its_factors(
    liaison: User, tuxtla: Territory, dif: Institution, school: Factor, client_of: ClientOf
) -> None:
    data = typed(dif, purpose="Cuidar a hermanas y hermanos", **{f"factor_{school.code}": "direct"})
    answer = client_of(liaison).post(reverse("programme-create", args=[tuxtla.path]), data)
    programme = Programme.objects.get()
    assert answer.headers["Location"] == reverse("programme", args=[tuxtla.path, programme.pk])
    assert (programme.territory, programme.created_by) == (tuxtla, liaison)
    assert "hermanas" in programme.search_text
    assert list(programme.factor_links.values_list("factor__code", "strength")) == [(school.code, "direct")]
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "programme.create",
        "programme.factors",
    ]


def test_a_changed_factor_is_audited_and_one_that_is_taken_away_goes(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    school: Factor,
    chores: Factor,
    client_of: ClientOf,
    make_programme: MakeProgramme,
) -> None:
    programme = make_programme("Estancias de día", school)
    address = reverse("programme-edit", args=[tuxtla.path, programme.pk])
    data = typed(dif, version=1, **{f"factor_{school.code}": "", f"factor_{chores.code}": "partial"})
    assert client_of(liaison).post(address, data).status_code == 302
    assert list(ProgrammeFactor.objects.values_list("factor__code", "strength")) == [(chores.code, "partial")]
    entry = AuditEntry.objects.get(action="programme.factors")
    assert entry.changes == {"factors": [{school.code: "direct"}, {chores.code: "partial"}]}
    programme.refresh_from_db()
    assert programme.version == 2


def test_the_second_of_two_editors_sees_both_texts(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    school: Factor,
    client_of: ClientOf,
    make_programme: MakeProgramme,
) -> None:
    programme = make_programme("Estancias de día", school)
    address = reverse("programme-edit", args=[tuxtla.path, programme.pk])
    client = client_of(liaison)
    assert client.post(address, typed(dif, version=1, purpose="Primero")).status_code == 302
    answer = client.post(
        address, typed(dif, version=1, purpose="Segundo", **{f"factor_{school.code}": "partial"})
    )
    assert answer.status_code == 409
    assert b"Primero" in answer.content
    assert b"Segundo" in answer.content
    programme.refresh_from_db()
    assert programme.purpose == "Primero"
    assert not ProgrammeFactor.objects.exists(), "the first editor took the link away, and it stays away"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Escriba el nombre del programa"),
        ("institution", "", "Elija la institución responsable"),
        ("evidence", "confirmed", "Indique el documento que lo confirma"),
        ("year", "25", "Escriba un año de cuatro cifras"),
        ("age_to", "4", "La última edad es menor"),
        ("age_from", "500", "Escriba una edad en años"),
        ("factor_not_attending", "much", ""),
        ("website", "javascript:alert(1)", ""),
        ("addresses_no_factor", "on", "Abajo está ligado a factores"),
    ],
)
def test_bad_input_says_how_to_mend_it_and_leaves_nothing_behind(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    school: Factor,
    client_of: ClientOf,
    field: str,
    value: str,
    sentence: str,
) -> None:
    data = typed(dif, age_from="6", age_to="17", **{f"factor_{school.code}": "direct"})
    answer = client_of(liaison).post(
        reverse("programme-create", args=[tuxtla.path]),
        {**data, field: value},
        headers={"accept-language": "es"},
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Programme.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_name_that_its_owner_already_has_is_refused(
    liaison: User, tuxtla: Territory, dif: Institution, client_of: ClientOf, make_programme: MakeProgramme
) -> None:
    make_programme("Estancias de día")
    answer = client_of(liaison).post(reverse("programme-create", args=[tuxtla.path]), typed(dif))
    assert answer.status_code == 422
    assert "ya tiene un programa" in answer.content.decode()


def test_an_institution_of_another_municipality_cannot_be_chosen(
    liaison: User, tuxtla: Territory, tapachula: Territory, client_of: ClientOf
) -> None:
    foreign = Institution.objects.create(territory=tapachula, name="DIF Tapachula", level="municipal")
    answer = client_of(liaison).post(reverse("programme-create", args=[tuxtla.path]), typed(foreign))
    assert answer.status_code == 422
    assert "DIF Tapachula" not in answer.content.decode()


def test_fields_that_the_form_does_not_show_are_not_taken(
    liaison: User, tuxtla: Territory, tapachula: Territory, dif: Institution, client_of: ClientOf
) -> None:
    data = typed(dif, territory=tapachula.pk, created_by="", search_text="x")
    client_of(liaison).post(reverse("programme-create", args=[tuxtla.path]), data)
    programme = Programme.objects.get()
    assert (programme.territory, programme.version) == (tuxtla, 1)


class TestOwnedHigherUp:
    @pytest.fixture
    def programme(self, state_education: Institution, make_programme: MakeProgramme) -> Programme:
        return make_programme("Jornada ampliada", institution=state_education)

    def test_liaison_sees_it_and_why_it_is_not_theirs_to_change(
        self, liaison: User, tuxtla: Territory, programme: Programme, client_of: ClientOf
    ) -> None:
        answer = client_of(liaison).get(reverse("programme", args=[tuxtla.path, programme.pk]))
        text = answer.content.decode()
        assert "Este registro es de Chiapas" in text
        assert "Usted cambia la oferta local" in text
        assert reverse("programme-edit", args=[tuxtla.path, programme.pk]) not in text
        assert reverse("offer-create", args=[tuxtla.path, programme.pk]) in text

    def test_liaison_may_not_edit_it(
        self, liaison: User, tuxtla: Territory, programme: Programme, client_of: ClientOf
    ) -> None:
        address = reverse("programme-edit", args=[tuxtla.path, programme.pk])
        assert client_of(liaison).get(address).status_code == 403
        assert client_of(liaison).post(address, VALID).status_code == 403

    def test_its_coordinator_edits_it(
        self,
        coordinator: User,
        chiapas: Territory,
        programme: Programme,
        state_education: Institution,
        client_of: ClientOf,
    ) -> None:
        address = reverse("programme-edit", args=[chiapas.path, programme.pk])
        data = typed(state_education, name="Jornada ampliada", level="state", version=1, benefit="Comida")
        assert client_of(coordinator).post(address, data).status_code == 302
        programme.refresh_from_db()
        assert programme.benefit == "Comida"


def test_other_municipality_wrong_role_bad_id_wrong_method(
    liaison: User,
    stranger: User,
    member: User,
    observer: User,
    tuxtla: Territory,
    tapachula: Territory,
    make_programme: MakeProgramme,
    client_of: ClientOf,
) -> None:
    programme = make_programme()
    show = reverse("programme", args=[tuxtla.path, programme.pk])
    edit = reverse("programme-edit", args=[tuxtla.path, programme.pk])
    assert client_of(stranger).get(show).status_code == 404
    foreign = reverse("programme", args=[tapachula.path, programme.pk])
    assert client_of(stranger).get(foreign).status_code == 404, (
        "seen from another municipality it is not there"
    )
    assert client_of(member).get(show).status_code == 200
    assert client_of(member).get(edit).status_code == 403
    assert client_of(observer).get(show).status_code == 403
    assert client_of(liaison).get(reverse("programme", args=[tuxtla.path, 999999])).status_code == 404
    assert client_of(liaison).post(show).status_code == 405
    assert client_of(liaison).delete(edit).status_code == 405


def test_the_page_says_what_is_known_and_hides_small_counts_from_the_commission(
    liaison: User,
    member: User,
    tuxtla: Territory,
    zone_a: Zone,
    school: Factor,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    programme = make_programme("Estancias de día", school)
    make_offer(programme, {zone_a: 60}, girls_served=7, boys_served=8, funding_established="yes", year=2024)
    address = reverse("programme", args=[tuxtla.path, programme.pk])
    client = client_of(liaison)
    with django_assert_max_num_queries(25):
        team = client.get(address)
    figures = [row for half in team.context["offer_figures"] for row in half]
    assert {"7", "8"} <= {row["value"] for row in figures}
    assert (
        "¿Puede admitir nuevas niñas y niños, y en qué condiciones?" in team.context["eligibility"].questions
    )
    seen = [row for half in client_of(member).get(address).context["offer_figures"] for row in half]
    shown = {row["label"]: row["value"] for row in seen}
    assert "7" not in shown.values()
    assert "8" not in shown.values()
    assert all(row["value"] for row in seen), "what is missing is said in words, never blank"
