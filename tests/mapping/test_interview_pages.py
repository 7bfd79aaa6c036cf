"""Interviews: planned after reading, answered by fact, written back as claims; notes kept from others."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from mapping.models import (
    CheckAnswer,
    Evidence,
    FactEvidence,
    FactOrigin,
    FollowUp,
    Handling,
    Institution,
    Interview,
    InterviewState,
    LocalOffer,
    ProposedChange,
)
from mapping.queries.programmes import newest_offers
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme
from tests.mapping.interview_world import make_interview, make_note

pytestmark = pytest.mark.usefixtures("themes")

CONSENTS = {"consents_to_record": "unknown", "consents_to_quote": "yes"}


def test_documents_come_first_and_choose_what_is_asked(
    liaison: User, tuxtla: Territory, offer: LocalOffer, state_education: Institution, client_of: ClientOf
) -> None:
    client, url = client_of(liaison), reverse("interview-create", args=[tuxtla.path])
    empty = client.get(reverse("interviews", args=[tuxtla.path]))
    assert "Todavía no hay entrevistas" in empty.content.decode()
    new = {"institution": state_education.pk, "state": "planned", "medium": "video", **CONSENTS}
    assert client.post(url, new).status_code == 422  # nothing was read about it yet: a reason is asked
    assert not Interview.objects.exists()
    assert client.post(url, {**new, "state": "held"}).status_code == 422  # held without a day
    told = client.post(url, {**new, "reason_before_review": "No publica nada"})
    assert told.status_code == 302
    known = client.post(url, {**new, "institution": offer.programme.institution_id})
    planned = Interview.objects.get(institution=offer.programme.institution)
    assert known.headers["Location"] == reverse("interview", args=[tuxtla.path, planned.pk])
    assert list(planned.programmes.all()) == [offer.programme]
    assert AuditEntry.objects.filter(action="interview.create").count() == 2


def test_the_form_is_kept_when_somebody_saved_first(
    liaison: User, interview: Interview, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    url = reverse("interview-edit", args=[interview.territory.path, interview.pk])
    sent = {
        "institution": interview.institution_id,
        "state": "planned",
        "medium": "phone",
        "programmes": [one.pk for one in interview.programmes.all()],
        "version": interview.version,
        "place": "Oficina del DIF",
        **CONSENTS,
    }
    Interview.objects.filter(pk=interview.pk).update(version=2, place="Palacio municipal")
    answer = client.post(url, sent)
    assert answer.status_code == 409
    assert all(text in answer.content.decode() for text in ("Oficina del DIF", "Palacio municipal"))
    assert client.post(url, {**sent, "version": 2}).status_code == 302


def test_answers_wait_until_the_interview_is_closed(
    liaison: User, interview: Interview, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, path = client_of(liaison), interview.territory.path
    LocalOffer.objects.filter(pk=offer.pk).update(
        evidence="claimed", evidence_document="", redirects_to_zones="yes"
    )
    url = reverse("interview-answers", args=[path, interview.pk])
    page = client.get(url).content.decode()
    key = f"p{offer.programme_id}"
    assert "Tema new_beneficiaries" in page
    wrong = {f"{key}_places_per_year_answer": "corrected", f"{key}_places_per_year_said": ""}
    assert client.post(url, {**wrong, "version": 1}).status_code == 422
    same = {f"{key}_places_per_year_answer": "corrected", f"{key}_places_per_year_said": "60"}
    assert client.post(url, {**same, "version": 1}).status_code == 422
    assert not interview.checks.exists()
    sent = {
        f"{key}_admits_new_answer": "corrected",
        f"{key}_admits_new_said": "with_rule_change",
        f"{key}_redirects_to_zones_answer": "confirmed",
        f"{key}_decided_by_answer": "not_known",
        "version": 1,
    }
    assert client.post(url, sent).status_code == 302
    offer.refresh_from_db()
    interview.refresh_from_db()
    assert (offer.admits_new, interview.state) == ("unknown", InterviewState.HELD)
    assert sorted(interview.checks.values_list("answer", flat=True)) == sorted(
        [CheckAnswer.CORRECTED, CheckAnswer.CONFIRMED, CheckAnswer.NOT_KNOWN]
    )
    LocalOffer.objects.filter(pk=offer.pk).update(redirects_to_zones="no")
    assert "«Es así» se dijo de: Sí" in client.get(url).content.decode()
    LocalOffer.objects.filter(pk=offer.pk).update(redirects_to_zones="yes")
    closing = reverse("interview-close", args=[path, interview.pk])
    assert "Se escriben 2 datos como declarados." in client.get(closing).content.decode()
    assert client.post(closing, {"version": 1}).status_code == 302  # somebody saved since: nothing is done
    interview.refresh_from_db()
    assert interview.state == InterviewState.HELD
    client.post(closing, {"version": interview.version})
    offer.refresh_from_db()
    interview.refresh_from_db()
    assert (offer.admits_new, interview.state) == ("with_rule_change", InterviewState.CLOSED)
    rows = FactEvidence.objects.filter(offer=offer, interview=interview)
    assert set(rows.values_list("fact", "state", "origin")) == {
        ("admits_new", Evidence.CLAIMED, FactOrigin.INTERVIEW),
        ("redirects_to_zones", Evidence.CLAIMED, FactOrigin.INTERVIEW),
    }
    assert client.get(url).status_code == 302  # closed: its answers stay
    assert AuditEntry.objects.filter(action="interview.close").count() == 1


def test_a_document_is_not_overwritten_silently(
    liaison: User, interview: Interview, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, path = client_of(liaison), interview.territory.path
    key = f"p{offer.programme_id}"
    client.post(
        reverse("interview-answers", args=[path, interview.pk]),
        {
            f"{key}_places_per_year_answer": "corrected",
            f"{key}_places_per_year_said": "80",
            f"{key}_goal_answer": "corrected",
            f"{key}_goal_said": "500",
            "version": 1,
        },
    )
    interview.refresh_from_db()
    closing = reverse("interview-close", args=[path, interview.pk])
    assert "Reglas de operación" in client.get(closing).content.decode()
    client.post(closing, {"version": interview.version})
    offer.refresh_from_db()
    assert (offer.places_per_year, offer.goal) == (60, 500)
    again = make_interview(offer)
    check = interview.checks.get(fact="places_per_year")
    assert check.written_at is None
    client.post(
        reverse("interview-answers", args=[path, again.pk]),
        {f"{key}_places_per_year_answer": "corrected", f"{key}_places_per_year_said": "80", "version": 1},
    )
    again.refresh_from_db()
    chosen = {"version": again.version, "over_document": again.checks.get().pk}
    client.post(reverse("interview-close", args=[path, again.pk]), chosen)
    offer.refresh_from_db()
    assert offer.places_per_year == 80


def test_answers_stay_with_their_offer_and_their_programme(
    liaison: User, interview: Interview, offer: LocalOffer, make_offer: MakeOffer, client_of: ClientOf
) -> None:
    client, path, key = client_of(liaison), interview.territory.path, f"p{offer.programme_id}"
    said = {f"{key}_goal_answer": "corrected", f"{key}_goal_said": "500", "version": 1}
    client.post(reverse("interview-answers", args=[path, interview.pk]), said)
    later = make_offer(offer.programme, year=timezone.localdate().year + 1)
    assert newest_offers(interview.territory)[offer.programme_id] == offer  # that year has not come
    assert newest_offers(interview.territory, year=later.year)[offer.programme_id] == later
    LocalOffer.objects.filter(pk=offer.pk).update(year=2001)
    LocalOffer.objects.filter(pk=later.pk).update(year=2002)
    assert newest_offers(interview.territory)[offer.programme_id] == later
    interview.refresh_from_db()
    sent = {
        "institution": interview.institution_id,
        "state": "held",
        "day": "03/02/2026",
        "medium": "phone",
        "programmes": [],
        "version": interview.version,
        **CONSENTS,
    }
    refused = client.post(reverse("interview-edit", args=[path, interview.pk]), sent)
    assert refused.status_code == 422
    assert "1 respuesta" in refused.content.decode()
    closing = reverse("interview-close", args=[path, interview.pk])
    assert "Se escribe 1 dato" in client.get(closing).content.decode()
    client.post(closing, {"version": interview.version})
    offer.refresh_from_db()
    later.refresh_from_db()
    assert (offer.goal, later.goal) == (500, None)


def test_what_contradicts_is_told_and_left_out(
    liaison: User, interview: Interview, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, path, key = client_of(liaison), interview.territory.path, f"p{offer.programme_id}"
    said = {"places_available": "5000", "unit_cost_mxn": "8000", "marginal_cost_mxn": "7200", "goal": "500"}
    sent = {f"{key}_{name}_answer": "corrected" for name in said}
    sent |= {f"{key}_{name}_said": value for name, value in said.items()}
    LocalOffer.objects.filter(pk=offer.pk).update(
        evidence="claimed",
        evidence_document="",
        places_per_year=60,
        marginal_cost="unknown",
        marginal_cost_mxn=None,
        unit_cost_mxn=None,
    )
    client.post(reverse("interview-answers", args=[path, interview.pk]), {**sent, "version": 1})
    interview.refresh_from_db()
    closing = reverse("interview-close", args=[path, interview.pk])
    page = client.get(closing).content.decode()
    assert "Lo que no concordaría" in page
    assert "una niña o un niño más cuesta" in page  # the class that both amounts give
    refused = client.post(closing, {"version": interview.version}, follow=True).content.decode()
    assert "se contradiría" in refused
    old = {"version": interview.version, "mark": re.findall(r'name="mark" value="(\w+)"', page)[0]}
    LocalOffer.objects.filter(pk=offer.pk).update(goal=300)
    assert "cambió un programa" in client.post(closing, old, follow=True).content.decode()
    LocalOffer.objects.filter(pk=offer.pk).update(goal=None)
    offer.refresh_from_db()
    interview.refresh_from_db()
    assert (offer.goal, interview.state) == (None, InterviewState.HELD)
    left = interview.checks.get(fact="places_available").pk
    assert f'name="left_out" value="{left}"' in page
    told = client.post(closing, {"version": interview.version, "left_out": left}, follow=True)
    offer.refresh_from_db()
    assert (offer.goal, offer.places_available, offer.marginal_cost) == (500, None, "high")
    assert told.content.decode().count("1 respuesta no se escribió") == 2  # said at once, and on the page
    assert FactEvidence.objects.filter(offer=offer, fact="marginal_cost", interview=interview).exists()


def test_what_is_owned_above_is_proposed_to_its_owner(
    liaison: User,
    tuxtla: Territory,
    state_education: Institution,
    make_programme: MakeProgramme,
    client_of: ClientOf,
) -> None:
    programme = make_programme("Becas", institution=state_education)
    interview = Interview.objects.create(territory=tuxtla, institution=state_education)
    interview.programmes.add(programme)
    client, key = client_of(liaison), f"p{programme.pk}"
    client.post(
        reverse("interview-answers", args=[tuxtla.path, interview.pk]),
        {
            f"{key}_purpose_answer": "corrected",
            f"{key}_purpose_said": "Que terminen",
            f"{key}_admits_new_answer": "corrected",
            f"{key}_admits_new_said": "yes",
            "version": 1,
        },
    )
    interview.refresh_from_db()
    client.post(reverse("interview-close", args=[tuxtla.path, interview.pk]), {"version": interview.version})
    programme.refresh_from_db()
    change = ProposedChange.objects.get()
    assert (programme.purpose, change.fact, change.proposed) == ("", "purpose", "Que terminen")
    assert change.territory == programme.territory
    assert (
        LocalOffer.objects.get(programme=programme).admits_new == "yes"
    )  # it is offered here, somebody said


def test_agreements_that_wait_stand_on_top(liaison: User, interview: Interview, client_of: ClientOf) -> None:
    client, path = client_of(liaison), interview.territory.path
    url = reverse("follow-up-create", args=[path, interview.pk])
    assert client.post(url, {"what": ""}).status_code == 422
    client.post(url, {"what": "Enviar las reglas", "due_on": "01/03/2026"})
    listed = client.get(reverse("interviews", args=[path])).content.decode()
    assert "Enviar las reglas" in listed
    assert "Venció el" in listed
    agreed = FollowUp.objects.get()
    done = {"what": agreed.what, "due_on": "01/03/2026", "done_on": "02/03/2026", "version": 1}
    client.post(reverse("follow-up-edit", args=[path, agreed.pk]), done)
    assert "Enviar las reglas" not in client.get(reverse("interviews", args=[path])).content.decode()
    client.post(reverse("follow-up-remove", args=[path, agreed.pk]), {"version": 2})
    assert not FollowUp.objects.exists()
    assert (
        client.post(reverse("interview-remove", args=[path, interview.pk]), {"version": 1}).status_code == 302
    )
    assert not Interview.objects.exists()


def test_pages_ask_no_more_for_many_than_for_one(
    liaison: User,
    interview: Interview,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, path = client_of(liaison), interview.territory.path
    pages = [
        reverse("interviews", args=[path]),
        reverse("interview", args=[path, interview.pk]),
        reverse("interview-answers", args=[path, interview.pk]),
        reverse("interview-close", args=[path, interview.pk]),
    ]
    for page in pages:
        client.get(page)
    for at in range(12):
        programme = make_programme(f"Programa {at}")
        make_offer(programme)
        interview.programmes.add(programme)
        make_note(interview, Handling.RESTRICTED, f"Nota {at}", "desk_review", by=liaison)
        FollowUp.objects.create(territory=interview.territory, interview=interview, what=f"Acuerdo {at}")
        make_interview(LocalOffer.objects.get(programme=programme))
    for page in pages:
        with django_assert_max_num_queries(25):
            assert client.get(page).status_code == 200
