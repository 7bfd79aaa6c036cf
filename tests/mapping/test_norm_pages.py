"""Norms and the desk review: checklist, page of a document, forms, what is removed, what is ticked."""

from typing import Any

from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import Competence, DeskReviewStep, Institution, Norm
from mapping.queries.attributions import attributions_of
from mapping.queries.institutions import institutions_seen_from
from mapping.queries.norms import norms_seen_from
from mapping.queries.powers import powers_in, powers_of_institution
from tests.cast import ClientOf
from tests.mapping.conftest import MakeProgramme

READ = {
    "kind": "regulation",
    "level": "municipal",
    "name": "Reglamento interior",
    "reading": "read",
    "read_on": "04/05/2026",
    "is_child_labour_specific": "unknown",
}


def make_norm(territory: Territory, name: str = "Reglamento interior", **values: Any) -> Norm:
    given = {"kind": "regulation", "level": "municipal", "reading": "read", **values}
    return Norm.objects.create(territory=territory, name=name, **given)


def test_liaison_records_reads_renames_and_removes_a_document(
    liaison: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    checklist = reverse("norms", args=[tuxtla.path])
    empty = client.get(checklist).content.decode()
    assert "Todavía nadie ha buscado ninguno de los 12 tipos" in empty
    add = f"{reverse('norm-create', args=[tuxtla.path])}?kind=regulation&level=municipal"
    assert add.replace("&", "&amp;") in empty
    opened = client.get(add).content.decode()
    assert '<option value="regulation" selected' in opened
    assert client.post(add, READ).status_code == 302
    norm = Norm.objects.get()
    assert (norm.territory, norm.reading, norm.version) == (tuxtla, "read", 1)
    power = Competence.objects.create(
        territory=tuxtla, institution=dif, nature="execute", norm=norm, document=norm.name
    )
    page = reverse("norm", args=[tuxtla.path, norm.pk])
    assert "El trabajo infantil mismo" in client.get(page).content.decode()
    edit = reverse("norm-edit", args=[tuxtla.path, norm.pk])
    assert client.post(edit, {**READ, "name": "Reglamento nuevo", "version": 1}).status_code == 302
    power.refresh_from_db()
    assert power.document == "Reglamento nuevo", "what cites it follows its name"
    assert client.post(edit, {**READ, "name": "Otro", "version": 1}).status_code == 409
    remove = reverse("norm-remove", args=[tuxtla.path, norm.pk])
    answer = client.post(remove, {"version": 2}, follow=True)
    assert "se leyeron atribuciones" in answer.content.decode()
    Competence.objects.all().delete()
    assert client.post(remove, {"version": 2}).status_code == 302
    assert not Norm.objects.exists()
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["norm.create", "norm.change", "competence.change", "norm.delete"]


def test_what_is_sought_or_does_not_exist_needs_no_title(
    liaison: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client, add = client_of(liaison), reverse("norm-create", args=[tuxtla.path])
    absent = {**READ, "name": "", "read_on": "", "reading": "sought", "level": "state"}
    assert client.post(add, absent).status_code == 302
    assert Norm.objects.get().name == "Reglamento interior (Estatal)"
    assert client.post(add, {**absent, "reading": "none", "level": "municipal"}).status_code == 302
    page = client.get(reverse("norms", args=[tuxtla.path])).content.decode()
    assert "se busca 1" in page
    assert "1 no existe" in page


def test_bad_input_leaves_nothing_behind(liaison: User, tuxtla: Territory, client_of: ClientOf) -> None:
    client, add = client_of(liaison), reverse("norm-create", args=[tuxtla.path])
    for more, sentence in (
        ({"name": ""}, "Escriba el título"),
        ({"kind": "song"}, ""),
        ({"level": "none"}, ""),
        ({"reading": ""}, "Elija hasta dónde"),
        ({"year": "99"}, "cuatro cifras"),
        ({"read_on": "04/05/2999"}, "aún no llega"),
        ({"reading": "found"}, "lleva día"),
        ({"reading": "sought", "read_on": "", "is_child_labour_specific": "no"}, "nadie sabe qué dice"),
        ({"child_labour_article": "art. 4"}, "Elija «Sí»"),
        ({"website": "file:///etc/passwd"}, ""),
    ):
        answer = client.post(add, {**READ, **more})
        assert answer.status_code == 422, more
        assert sentence in answer.content.decode(), more
    assert not Norm.objects.exists()
    make_norm(tuxtla)
    assert "ya está registrado" in client.post(add, READ).content.decode()
    assert Norm.objects.count() == 1
    assert AuditEntry.objects.count() == 0


def test_a_norm_of_the_state_is_seen_and_not_edited(
    liaison: User, stranger: User, tuxtla: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    law, client = make_norm(chiapas, "Ley orgánica estatal", level="state"), client_of(liaison)
    assert (
        "Este registro es de Chiapas"
        in client.get(reverse("norm", args=[tuxtla.path, law.pk])).content.decode()
    )
    assert client.get(reverse("norm-edit", args=[tuxtla.path, law.pk])).status_code == 403
    assert client.post(reverse("norm-remove", args=[tuxtla.path, law.pk]), {"version": 1}).status_code == 403
    own = make_norm(tuxtla)
    assert client_of(stranger).get(reverse("norm", args=[tuxtla.path, own.pk])).status_code == 404
    assert client.get(reverse("norm", args=[tuxtla.path, 999999])).status_code == 404


def test_a_step_of_the_desk_review_is_ticked_corrected_and_taken_back(
    liaison: User, member: User, tuxtla: Territory, client_of: ClientOf, make_programme: MakeProgramme
) -> None:
    client, address = client_of(liaison), reverse("desk-review-edit", args=[tuxtla.path, "inventories"])
    make_programme(operation_rules="Reglas 2026")
    make_programme("Becas")
    assert "1 de 2 programas" in client.get(reverse("norms", args=[tuxtla.path])).content.decode()
    future = {"state": "done", "done_on": "04/05/2999"}
    assert client.post(address, future).status_code == 422
    assert not DeskReviewStep.objects.exists()
    assert (
        client.post(address, {"state": "done", "done_on": "04/05/2026", "note": "Dos listas"}).status_code
        == 302
    )
    assert client.post(address, {"state": "none", "done_on": "05/05/2026", "version": 1}).status_code == 302
    assert client.post(address, {"state": "done", "done_on": "05/05/2026", "version": 1}).status_code == 409
    step = DeskReviewStep.objects.get()
    assert (step.state, step.step) == ("none", "inventories")
    assert "Se buscó: no hay" in client_of(member).get(reverse("norms", args=[tuxtla.path])).content.decode()
    counted = reverse("desk-review-edit", args=[tuxtla.path, "operation_rules"])
    assert client.get(counted).status_code == 404, "it is counted, so nobody ticks it"
    remove = reverse("desk-review-remove", args=[tuxtla.path, step.pk])
    assert client.post(remove, {"version": 2}).status_code == 302
    assert not DeskReviewStep.objects.exists()


def test_as_many_queries_for_fifty_norms_as_for_one(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    school: Factor,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(liaison)
    first = make_norm(tuxtla)
    values: dict[str, Any] = {"territory": tuxtla, "nature": "execute", "factor": school}
    Competence.objects.create(**values, institution=dif, norm=first, document=first.name)
    pages = [
        reverse("norms", args=[tuxtla.path]),
        reverse("norm", args=[tuxtla.path, first.pk]),
        reverse("attributions", args=[tuxtla.path]),
        reverse("attribution", args=[tuxtla.path, school.code, dif.pk]),
    ]
    counts = []
    for page in pages:
        with django_assert_max_num_queries(25) as few:
            client.get(page)
        counts.append(len(few))
    for number in range(50):
        norm = make_norm(tuxtla, f"Ley {number}")
        body = Institution.objects.create(territory=tuxtla, name=f"Dirección {number}", level="municipal")
        Competence.objects.create(**values, institution=body, norm=first, document=first.name)
        Competence.objects.create(**values, institution=dif, norm=norm, document=norm.name)
    for page, before in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(25) as many:
            client.get(page)
        assert len(many) == before, page


def test_what_another_municipality_read_in_a_document_from_above_is_not_counted_here(
    tuxtla: Territory, tapachula: Territory, chiapas: Territory, state_education: Institution, school: Factor
) -> None:
    law = make_norm(chiapas, "Ley estatal", kind="law", level="state")
    theirs = Institution.objects.create(
        territory=tapachula, name="DIF de Tapachula", level="municipal", sector="government"
    )
    for institution in (theirs, state_education):
        Competence.objects.create(
            territory=tapachula,
            institution=institution,
            factor=school,
            nature="execute",
            norm=law,
            document=law.name,
        )
    seen, body = vars(norms_seen_from(tuxtla).get()), vars(institutions_seen_from(tuxtla).get())
    assert (seen["entry_count"], seen["power_count"], body["competence_count"]) == (0, 0, 0)
    assert powers_in(law, tuxtla) == list(powers_of_institution(state_education, tuxtla)) == []
    assert attributions_of(tuxtla).bodies == ()
    assert vars(norms_seen_from(tapachula).get())["power_count"] == len(powers_in(law, tapachula)) == 2
