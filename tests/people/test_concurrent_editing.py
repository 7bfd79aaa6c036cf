"""Many people at one record at the same moment, on PostgreSQL: one wins, no text is lost, nothing deadlocks.

CLRISK_LONG=1 walks more rounds through the pages than the everyday suite.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.urls import reverse

from clrisk_site.people import writing
from clrisk_site.people.models import AuditEntry, Draft, Submission, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.record import Record
from clrisk_site.people.writing import ConflictError, save_record
from clrisk_site.places.models import Territory
from mapping.models import Institution
from planning.models import ActionLine, Indicator, LineActivity, LineStatus
from tests.cast import ClientOf, give_post, make_user
from tests.people.forms_at_work import create_address, edit_address, make_institution, open_form, text_of
from tests.world import World

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]

LONG = bool(os.environ.get("CLRISK_LONG"))
WRITERS = 20
ROUNDS = 100
ROUNDS_OF_PAGES = 100 if LONG else 3
PAIRS = 200 if LONG else 12

type Act = Callable[[], Any]


class Crowd:
    """Threads with a database connection each, which all act at the same moment."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._pool = ThreadPoolExecutor(size)
        self._gate = threading.Barrier(size)

    def act(self, acts: Sequence[Act]) -> list[Any]:
        """Do all acts at once and return their answers; an error of one is its answer."""
        assert len(acts) == self.size
        return list(self._pool.map(self._one, acts))

    def _one(self, act: Act) -> Any:
        self._gate.wait(timeout=30)
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - what failed is what the test looks at
            return error

    def leave(self) -> None:
        """Close each thread's connection, so that the test's database can be dropped."""
        self.act([connections.close_all] * self.size)
        self._pool.shutdown()


@pytest.fixture
def crowd() -> Iterator[Callable[[int], Crowd]]:
    crowds: list[Crowd] = []

    def gather(size: int) -> Crowd:
        crowds.append(Crowd(size))
        return crowds[-1]

    yield gather
    for one in crowds:
        one.leave()


@pytest.fixture
def institution(tuxtla: Territory, liaison: User) -> Institution:
    return make_institution(tuxtla, liaison)


@pytest.fixture
def writers(tuxtla: Territory) -> list[User]:
    people = [make_user(f"Writer{number}") for number in range(WRITERS)]
    for person in people:
        give_post(person, Role.LIAISON, tuxtla)
    return people


def save(mine: Institution, by: User, text: str) -> Record:
    mine.source = text
    return save_record(mine, by=by, expected_version=mine.version)


def save_all_at_once(crowd: Crowd, people: list[User], institution: Institution) -> Counter[type]:
    """Let all save the version that all read, round after round; count the answers by type."""
    answers = Counter[type]()
    for number in range(ROUNDS):
        read = [Institution.objects.get(pk=institution.pk) for _person in people]

        acts = [
            partial(save, mine, by, f"{number}.{who}")
            for who, (mine, by) in enumerate(zip(read, people, strict=True))
        ]
        answers.update(type(answer) for answer in crowd.act(acts))
    return answers


def test_of_twenty_writers_one_wins_each_of_a_hundred_rounds(
    crowd: Callable[[int], Crowd], writers: list[User], institution: Institution
) -> None:
    answers = save_all_at_once(crowd(WRITERS), writers, institution)
    assert answers == {Institution: ROUNDS, ConflictError: ROUNDS * (WRITERS - 1)}
    institution.refresh_from_db()
    assert institution.version == 1 + ROUNDS
    assert AuditEntry.objects.filter(action="institution.change").count() == ROUNDS


def test_without_the_version_clause_texts_are_lost(
    crowd: Callable[[int], Crowd],
    writers: list[User],
    institution: Institution,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def claim_blindly(instance: Record, expected_version: int) -> Record:
        rows = type(instance)._default_manager.filter(pk=instance.pk)
        rows.update(version=expected_version + 1)
        return rows.get()

    monkeypatch.setattr(writing, "_claim", claim_blindly)
    monkeypatch.setattr("tests.people.test_concurrent_editing.ROUNDS", 5)
    answers = save_all_at_once(crowd(WRITERS), writers, institution)
    institution.refresh_from_db()
    believed_saved, counted = answers[Institution], institution.version - 1
    assert believed_saved - counted > 50, "the test above proves nothing"


def test_of_twenty_forms_one_wins_and_the_others_keep_their_text(
    crowd: Callable[[int], Crowd], writers: list[User], institution: Institution, client_of: ClientOf
) -> None:
    clients, people = [client_of(person) for person in writers], crowd(WRITERS)
    address = edit_address(institution)
    typed = {"name": institution.name, "level": institution.level, "sector": institution.sector}
    answers = Counter[int]()
    for number in range(ROUNDS_OF_PAGES):
        texts = [f"Texto {number} de {who}." for who in range(WRITERS)]
        acts = [
            partial(client.post, address, {**typed, "version": number + 1, "source": text})
            for client, text in zip(clients, texts, strict=True)
        ]
        found: list[HttpResponse] = people.act(acts)
        answers.update(answer.status_code for answer in found)
        stored = Institution.objects.get().source
        for text, answer in zip(texts, found, strict=True):
            if answer.status_code == 409:
                assert text in text_of(answer)
                assert stored in text_of(answer)
    assert answers == {302: ROUNDS_OF_PAGES, 409: ROUNDS_OF_PAGES * (WRITERS - 1)}


@pytest.mark.parametrize("kind", ["create", "edit"])
def test_one_form_sent_four_times_at_once_has_one_effect(
    kind: str,
    crowd: Callable[[int], Crowd],
    tuxtla: Territory,
    liaison: User,
    institution: Institution,
    client_of: ClientOf,
) -> None:
    people, clients = crowd(4), [client_of(liaison) for _tab in range(4)]
    address = create_address(tuxtla) if kind == "create" else edit_address(institution)
    for number in range(PAIRS // 4):
        typed = {**open_form(clients[0], address), "name": f"Institución {number}"}
        acts = [partial(client.post, address, typed) for client in clients]
        found: list[HttpResponse] = people.act(acts)
        assert {answer.status_code for answer in found} == {302}, found
        assert len({answer.headers["Location"] for answer in found}) == 1
    changes = AuditEntry.objects.filter(action=f"institution.{'create' if kind == 'create' else 'change'}")
    assert changes.count() == PAIRS // 4 + (kind == "create")
    assert Submission.objects.count() == PAIRS // 4
    assert not Draft.objects.exists()


def new_line(world: World, number: int) -> ActionLine:
    line = world["draft_line"]
    assert isinstance(line, ActionLine)
    line.pk, line._state.adding = None, True
    line.code, line.version, line.status = f"LB-{number}", 1, LineStatus.DRAFT
    line.save()
    return line


def of_line(name: str, line: ActionLine) -> str:
    return reverse(name, kwargs={"path": "MX.07.101", "pk": line.pk})


def acts_on(subject: str) -> int:
    return AuditEntry.objects.filter(subject_id=subject, subject_type="planning.actionline").count()


def typed_line(line: ActionLine, world: World) -> dict[str, object]:
    texts = {"code": line.code, "title": "Otro título", "objective": "Otro", "population": "Adolescentes"}
    answers = {"strategy": line.strategy, "outcome": str(line.outcome), "sex": line.sex, "version": "1"}
    reasons = {"resources_missing": "Personal", "no_budget_code_because": "Sin partida"}
    lead, factor = world["institution"].pk, world["factor"].pk
    return {
        **texts,
        **answers,
        **reasons,
        "lead": lead,
        "factors": [factor],
        "age_from": "12",
        "age_to": "17",
    }


@pytest.mark.parametrize(
    "other", ["action-line-submit", "action-line-delete", "action-line-exception-approve"]
)
def test_an_act_and_an_edit_at_once_are_one_act_and_one_answer(
    other: str,
    crowd: Callable[[int], Crowd],
    world: World,
    liaison: User,
    authority: User,
    client_of: ClientOf,
) -> None:
    people = crowd(2)
    editor = client_of(liaison)
    actor = client_of(authority if other.endswith("approve") else liaison)
    statuses = Counter[int]()
    for number in range(PAIRS):
        line = new_line(world, number)
        if other.endswith("approve"):
            ActionLine.objects.filter(pk=line.pk).update(
                exception_reason="Porque no hay oferta", exception_funding_plan="Fondo municipal"
            )
        answers: list[HttpResponse] = people.act(
            [
                partial(editor.post, of_line("action-line-edit", line), typed_line(line, world)),
                partial(actor.post, of_line(other, line), {"version": 1}),
            ]
        )
        assert [type(answer) for answer in answers if isinstance(answer, Exception)] == []
        statuses.update(answer.status_code for answer in answers)
        assert acts_on(str(line.pk)) == 1, answers
    assert set(statuses) <= {302, 404, 409, 410}, statuses


def test_a_line_deleted_while_its_parts_are_edited_deadlocks_nobody(
    crowd: Callable[[int], Crowd], world: World, liaison: User, client_of: ClientOf
) -> None:
    people, clients = crowd(3), [client_of(liaison) for _who in range(3)]
    statuses = Counter[int]()
    for number in range(PAIRS):
        line = new_line(world, number)
        day = "2026-07-01"
        part = LineActivity.objects.create(
            territory=line.territory, line=line, title="Abrir", starts_on=day, ends_on=day, responsible="X"
        )
        measure = Indicator.objects.create(
            territory=line.territory,
            line=line,
            name="Lugares",
            unit="x",
            means_of_verification="x",
            every="mes",
        )
        activity = {"title": "Cerrar", "starts_on": day, "ends_on": day, "responsible": "Y", "version": 1}
        indicator = {"name": "N", "unit": "x", "means_of_verification": "x", "every": "mes", "version": 1}
        acts: list[Act] = [
            partial(clients[0].post, of_line("action-line-delete", line), {"version": 1}),
            partial(clients[1].post, reverse("activity-edit", args=["MX.07.101", part.pk]), activity),
            partial(clients[2].post, reverse("indicator-edit", args=["MX.07.101", measure.pk]), indicator),
        ]
        answers = people.act(acts)
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        statuses.update(answer.status_code for answer in answers)
    assert set(statuses) <= {302, 404, 409, 410}, statuses
