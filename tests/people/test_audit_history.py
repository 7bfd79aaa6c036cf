"""The history reads in words, hides what the reader may not know, and costs the same at any length."""

import ast
import csv
import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from clrisk_site.people import audit
from clrisk_site.people.append_only import lifted
from clrisk_site.people.audit_words import ACTIONS, THINGS, is_told, page_name
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.presenters.change_words import changes_of, label_of, linked_names
from clrisk_site.people.queries.history import PART, entries_of, entries_of_record, part_of
from clrisk_site.people.record import Record
from clrisk_site.people.writing import create_record, delete_record, save_record
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution
from tests.cast import ClientOf, give_membership, make_user
from tests.world import World

ROOT = Path(__file__).parents[2]
PARTS = ("clrisk_site", "diagnosis", "mapping", "planning")
ACTION = re.compile(r"^[a-z-]+\.[a-z_-]+$")


@pytest.fixture
def institution(tuxtla: Territory, liaison: User) -> Institution:
    new = Institution(territory=tuxtla, name="DIF municipal", level=GovernmentLevel.MUNICIPAL)
    saved = create_record(new, by=liaison)
    saved.name, saved.level = "DIF de Tuxtla", GovernmentLevel.STATE
    return save_record(saved, by=liaison, expected_version=1)


def _page(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_acts_are_told_in_words(institution: Institution, liaison: User, client_of: ClientOf) -> None:
    with translation.override("en"):
        text = _page(client_of(liaison), "history", "MX.07.101")
    assert re.search(r"Liaison (cambió 2 datos|changed 2 details)", text)
    assert "DIF de Tuxtla" in text


def test_a_record_tells_each_detail_before_and_after(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    text = _page(
        client_of(liaison), "record-history", "MX.07.101", "mapping.institution", str(institution.pk)
    )
    assert re.search(r"<del>[^→]*DIF municipal", text)
    assert re.search(r"→.*?<ins>[^→]*DIF de Tuxtla", text)
    assert str(GovernmentLevel.STATE.label) in text
    assert "is_institutionalised" not in text


def test_a_long_history_tells_its_whole_length(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    for _ in range(PART):
        audit.note(
            by=liaison, territory=institution.territory, action="institution.change", subject=institution
        )
    address = reverse("record-history", args=["MX.07.101", "mapping.institution", str(institution.pk)])
    first = client_of(liaison).get(address).context
    older = client_of(liaison).get(address, {"before": first["part"].older_than}).context
    assert len(older["part"].entries) == 2
    assert "52" in first["lead"]
    assert older["lead"] == first["lead"]


def test_a_deleted_record_keeps_its_history(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    key = str(institution.pk)
    delete_record(institution, by=liaison, expected_version=2)
    assert "DIF de Tuxtla" in _page(
        client_of(liaison), "record-history", "MX.07.101", "mapping.institution", key
    )


def test_drafts_are_told_without_their_content_to_those_who_do_not_see_them(
    world: World, liaison: User, coordinator: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    administrator = make_user("Administrator")
    give_membership(administrator, Role.ADMINISTRATOR, tuxtla)
    line: Any = world["draft_line"]
    line.title = "CANARIO de borrador"
    save_record(line, by=liaison, expected_version=line.version)
    programme: Any = world["programme"]
    programme.name = "CANARIO de programa"
    save_record(programme, by=liaison, expected_version=programme.version)
    seen = {
        user: _page(client_of(user), "history", "MX.07.101")
        + _page(client_of(user), "record-history", "MX.07.101", "planning.actionline", str(line.pk))
        + _page(client_of(user), "record-history", "MX.07.101", "mapping.programme", str(programme.pk))
        + client_of(user).get(reverse("history-csv", args=["MX.07.101"])).content.decode()
        for user in (liaison, coordinator, administrator)
    }
    assert "CANARIO de borrador" in seen[liaison]
    assert "CANARIO de borrador" not in seen[coordinator]
    assert "CANARIO de programa" in seen[coordinator]
    assert "CANARIO" not in seen[administrator]


def test_a_record_of_another_place_is_not_found(
    institution: Institution, stranger: User, client_of: ClientOf
) -> None:
    for key in (str(institution.pk), "999999", "x", "9" * 40):
        address = reverse("record-history", args=["MX.07.089", "mapping.institution", key])
        assert client_of(stranger).get(address).status_code == 404


def test_an_unknown_kind_of_record_is_not_found(liaison: User, client_of: ClientOf) -> None:
    for model in ("auth.user", "people.auditentry", "nothing", "a.b.c"):
        assert (
            client_of(liaison).get(reverse("record-history", args=["MX.07.101", model, "1"])).status_code
            == 404
        )


def test_filters_narrow_by_person_kind_and_period(
    institution: Institution, liaison: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    audit.note(by=analyst, territory=tuxtla, action="export.download", changes={"file": "zonas.csv"})
    with lifted():
        AuditEntry.objects.filter(action="institution.create").update(
            at=timezone.now() - dt.timedelta(days=40)
        )
    client, today = client_of(liaison), timezone.localdate()
    only = _page(client, "history", "MX.07.101", person=analyst.pk)
    assert "zonas.csv" in only
    assert "DIF" not in only
    assert "zonas.csv" not in _page(client, "history", "MX.07.101", kind="records")
    assert "DIF" not in _page(client, "history", "MX.07.101", kind="files")
    before = _page(client, "history", "MX.07.101", until=(today - dt.timedelta(days=10)).isoformat())
    assert "zonas.csv" not in before
    assert "DIF" in before
    assert "DIF" not in _page(client, "history", "MX.07.101", since="2999-01-01")
    assert _page(client, "history", "MX.07.101", before="-1")


def test_a_filter_that_cannot_be_understood_lists_nothing_and_says_so(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    for wrong in ({"since": "basura"}, {"person": "99999"}, {"kind": "x"}):
        answer = client.get(reverse("history", args=["MX.07.101"]), wrong)
        text = answer.content.decode()
        assert not answer.context["days"]
        assert "govuk-error-message" in text or "errorlist" in text
        assert "Escriba un día como 31/12/2026" in text or "Esto no está en la lista" in text
        file = client.get(reverse("history-csv", args=["MX.07.101"]), wrong)
        assert file.status_code == 302, "the page says what is wrong"


def test_two_people_of_one_name_can_be_told_apart(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    for email in ("m1@example.org", "m2@example.org"):
        give_membership(User.objects.create_user(email, name="María Hernández"), Role.COORDINATOR, tuxtla)
    answer = client_of(liaison).get(reverse("history", args=["MX.07.101"]))
    labels = [str(label) for _value, label in answer.context["filter"].form.fields["person"].choices]
    assert len(labels) == len(set(labels))
    assert sum(label.startswith("María Hernández (") for label in labels) == 2
    assert str(liaison) in labels


def test_parts_are_cut_by_key_both_ways(tuxtla: Territory) -> None:
    keys = [audit.note(by=None, territory=tuxtla, action="import.save").pk for _turn in range(7)]
    newest = part_of(entries_of(tuxtla), size=3)
    assert [entry.pk for entry in newest.entries] == keys[:3:-1]
    older = part_of(entries_of(tuxtla), before=newest.older_than, size=3)
    assert [entry.pk for entry in older.entries] == keys[3:0:-1]
    last = part_of(entries_of(tuxtla), before=older.older_than, size=3)
    assert ([entry.pk for entry in last.entries], last.older_than) == ([keys[0]], None)
    back = part_of(entries_of(tuxtla), after=last.newer_than, size=3)
    assert [entry.pk for entry in back.entries] == keys[3:0:-1]
    assert part_of(entries_of(tuxtla), after=older.newer_than, size=3).newer_than is None


def test_the_page_costs_the_same_at_any_length(
    institution: Institution,
    liaison: User,
    tuxtla: Territory,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:
    for _turn in range(120):
        audit.note(by=liaison, territory=tuxtla, action="export.download", changes={"file": "a.csv"})
    client = client_of(liaison)
    with django_assert_max_num_queries(25):
        assert 'rel="next"' in _page(client, "history", "MX.07.101")
    with django_assert_max_num_queries(25):
        _page(client, "record-history", "MX.07.101", "mapping.institution", str(institution.pk))


def test_lists_are_read_by_index(tuxtla: Territory, tapachula: Territory, liaison: User) -> None:
    for turn in range(400):
        audit.note(by=liaison, territory=tapachula if turn % 10 else tuxtla, action="import.save")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE people_auditentry")  # else the planner takes the table for empty
            cursor.execute("SET LOCAL enable_seqscan = off")
    record = entries_of_record(tuxtla, "mapping.programme", "1")
    for entries in (entries_of(tuxtla), entries_of(tuxtla).filter(id__lt=10**9), record):
        plan = entries[:50].explain()
        assert re.search(r"USING INDEX people_audi|Index Scan using people_audi|Bitmap Index Scan", plan), (
            plan
        )
        assert not re.search(r"SCAN people_auditentry(?! USING)|Seq Scan on people_auditentry", plan), plan


def test_the_file_holds_what_the_filters_leave_and_is_itself_noted(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    answer = client.get(reverse("history-csv", args=["MX.07.101"]), {"kind": "records"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Clave del acto"] for row in rows] == ["institution.change", "institution.create"]
    assert "DIF municipal → DIF de Tuxtla" in rows[0]["Detalles"]
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert (entry.action, entry.changes) == ("export.download", {"file": "historial-07101.csv", "rows": 2})


def _named_actions() -> set[str]:
    """Every action that the code names in a call."""
    found = set()
    for part in PARTS:
        for module in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "attr", getattr(node.func, "id", "")) in CALLS
                ):
                    values = [keyword.value for keyword in node.keywords if keyword.arg == "action"]
                    values += node.args[:1] if getattr(node.func, "id", "") == "note_act" else []
                    found |= {name for value in values for name in _literals(value)}
    return found


CALLS = {"note", "_note", "note_act", "save_record", "start_job", "_enter"}


def _literals(value: ast.expr) -> list[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return [value.value]
    if isinstance(value, ast.JoinedStr):
        last = value.values[-1]
        return [f"x{last.value!s}"] if isinstance(last, ast.Constant) else []
    return []


def test_every_action_that_the_code_names_has_a_sentence() -> None:
    named = _named_actions()
    assert len(named) > 25
    verbs = {name for name in named if "." not in name}
    untold = {name for name in named - verbs if not is_told(name)}
    told_verbs = {action.rpartition(".")[2] for action in ACTIONS} | {
        "create",
        "change",
        "delete",
        "freeze",
        "submit",
    }
    assert untold | (verbs - told_verbs) == set()


def test_sentences_take_what_they_are_given() -> None:
    for sentence in ACTIONS.values():
        assert str(sentence.words % {"who": "A", "what": "B", "count": 2, "how": "C", "why": "D"})


def test_every_page_of_a_place_has_a_name_for_people() -> None:
    from django.urls import get_resolver

    named: Any = get_resolver().reverse_dict
    pages = {name for name in named if isinstance(name, str) and "path" in named.getlist(name)[0][0][0][1]}
    assert len(pages) > 90
    assert {name for name in pages if not page_name(name)} == set()


def test_a_refused_page_is_told_by_its_title_and_what_was_tried(
    tuxtla: Territory, liaison: User, stranger: User, client_of: ClientOf
) -> None:
    client_of(stranger).get(reverse("issued-documents", args=["MX.07.101"]))
    client_of(stranger).post(reverse("zone-create", args=["MX.07.101"]))
    text = _page(client_of(liaison), "history", "MX.07.101", kind="access")
    assert (
        "«Documentos emitidos» al querer verla" in text or "«Documentos hechos aquí» al querer verla" in text
    )
    assert "«Zonas prioritarias» al enviar algo" in text
    assert "issued-documents" not in text
    file = client_of(liaison).get(reverse("history-csv", args=["MX.07.101"])).content.decode("utf-8-sig")
    assert "GET" not in file
    assert ":  →" not in file, "no arrow from nothing"


def test_a_new_record_tells_plain_values(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    first = AuditEntry.objects.get(action="institution.create")
    with translation.override("es"):
        assert all(one.plain for one in changes_of(first, {}))
        later = AuditEntry.objects.get(action="institution.change")
        assert not any(one.plain for one in changes_of(later, {}))


def test_codes_and_keys_are_told_in_words(world: World, liaison: User) -> None:
    from clrisk_site.people.models import Grant

    programme: Any = world["programme"]
    grant = Grant.objects.get(user=liaison)
    told = {"factors": [{}, {"not_attending": "direct"}], "institution": [None, programme.institution_id]}
    entries = [
        audit.note(by=None, territory=programme.territory, action=action, subject=subject, changes=changes)
        for action, subject, changes in (
            ("programme.factors", programme, told),
            ("grant.create", grant, {"person": liaison.pk, "starts": [None, "2026-01-31"]}),
            ("grant.refused", liaison, {"reason": "to_oneself", "role": "liaison"}),
        )
    ]
    names = linked_names(entries)
    with translation.override("es"):
        found = {one.label: one.after for entry in entries for one in changes_of(entry, names)}
    assert found["Factores"] == "No asiste: Directo"
    assert found["Institución"] == str(programme.institution)
    assert found["Persona"] == str(liaison)
    assert found["Razón"] == "nadie se da acceso a sí mismo"
    assert found["Función"] == "Enlace institucional"
    assert found["Primer día"] == "31 de enero de 2026"


def test_a_refused_grant_tells_whom_and_why(
    tuxtla: Territory, liaison: User, analyst: User, client_of: ClientOf
) -> None:
    audit.note(
        by=liaison,
        territory=tuxtla,
        action="grant.refused",
        subject=analyst,
        changes={"reason": "held_already"},
    )
    text = _page(client_of(liaison), "history", "MX.07.101")
    assert f"«{analyst}»" in text
    assert "la persona ya lo tiene" in text


def test_every_record_has_a_name_for_people() -> None:
    from django.apps import apps

    missing = [
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, Record) and model._meta.label_lower not in THINGS
    ]
    assert missing == []


def test_labels_come_from_the_forms(tuxtla: Territory) -> None:
    with translation.override("es"):
        assert label_of("mapping.institution", "name") == "Nombre"
