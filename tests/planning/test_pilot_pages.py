"""Home, opening a pilot, scope, design, zones' roles, gate reasons and answers to gaps."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, Factor, Zone
from mapping.models import CoordinationSpace, LocalOffer
from planning.models import ActionLine, GapAnswer, GateReason, LineStatus, Pilot, ScopeZone
from tests.cast import ClientOf, give_post, make_user
from tests.planning.conftest import MakeLine

PATH = "MX.07.101"


def address(name: str, **arguments: Any) -> str:
    return reverse(name, kwargs={"path": PATH, **arguments})


# --- home ------------------------------------------------------------------------------------------------


def test_one_municipality_is_opened_at_once(liaison: User, client_of: ClientOf) -> None:
    assert client_of(liaison).get("/").headers["Location"] == address("place-home")


def test_several_places_are_listed(liaison: User, tapachula: Territory, client_of: ClientOf) -> None:
    give_post(liaison, Role.ANALYST, tapachula)
    page = client_of(liaison).get("/")
    assert [row["name"] for row in page.context["rows"]] == ["Tapachula", "Tuxtla Gutiérrez"]


def test_coordinator_sees_the_pilots_below(coordinator: User, pilot: Pilot, client_of: ClientOf) -> None:
    names = [row["name"] for row in client_of(coordinator).get("/").context["rows"]]
    assert names == ["Tuxtla Gutiérrez", "Chiapas"]


def test_somebody_without_a_grant_is_told_so(db: None, client_of: ClientOf) -> None:
    page = client_of(make_user("Nobody")).get("/")
    assert page.status_code == 200
    assert not page.context["rows"]


def test_home_shows_four_stages_and_what_is_next(
    liaison: User, line: ActionLine, client_of: ClientOf
) -> None:
    context = client_of(liaison).get(address("place-home")).context
    assert [stage["state"] for stage in context["stages"]] == ["open", "started", "started", "closed"]
    assert context["next"]["url"] == address("scope")
    assert [figure.get("value", "") for figure in context["figures"]] == ["", "820", "820"]
    assert context["figures"][0]["missing"]
    closed = context["stages"][3]["tasks"][0]
    assert closed["url"] == ""
    assert "sesión" in closed["note"]


def test_home_of_a_member_has_no_next_step(member: User, line: ActionLine, client_of: ClientOf) -> None:
    assert client_of(member).get(address("place-home")).context["next"] is None


def test_authority_is_told_of_exceptions(authority: User, make_line: MakeLine, client_of: ClientOf) -> None:
    make_line(exception_reason="No hay oferta", exception_funding_plan="Fondo")
    assert client_of(authority).get(address("place-home")).context["next"]["url"] == address("gate")


def test_observer_reads_nothing_that_is_not_published(
    observer: User, line: ActionLine, client_of: ClientOf
) -> None:
    page = client_of(observer).get(address("place-home"))
    assert page.status_code == 200
    assert line.title not in page.content.decode()
    assert "stages" not in page.context


def test_higher_territory_goes_to_its_profile(
    coordinator: User, chiapas: Territory, client_of: ClientOf
) -> None:
    answer = client_of(coordinator).get(reverse("place-home", args=["MX.07"]))
    assert answer.headers["Location"] == reverse("profile", args=["MX.07"])


# --- opening ---------------------------------------------------------------------------------------------


def test_coordinator_opens_a_pilot(coordinator: User, tuxtla: Territory, client_of: ClientOf) -> None:
    client = client_of(coordinator)
    assert client.get(address("place-home")).context["may_open"]
    client.post(address("pilot-open"), {"opened_on": "10/01/2026"})
    pilot = Pilot.objects.get()
    assert (pilot.territory, pilot.opened_on) == (tuxtla, dt.date(2026, 1, 10))
    assert AuditEntry.objects.filter(action="pilot.create", by=coordinator).exists()


def test_liaison_cannot_open_it(liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    assert not client.get(address("place-home")).context["may_open"]
    assert client.post(address("pilot-open"), {"opened_on": "10/01/2026"}).status_code == 403


@pytest.mark.parametrize("day", ["", "ayer", "31/02/2026"])
def test_bad_day_opens_nothing(coordinator: User, tuxtla: Territory, client_of: ClientOf, day: str) -> None:
    assert client_of(coordinator).post(address("pilot-open"), {"opened_on": day}).status_code == 422
    assert not Pilot.objects.exists()


def test_pilot_is_opened_once_and_in_a_municipality(
    coordinator: User, pilot: Pilot, chiapas: Territory, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    assert client.post(address("pilot-open"), {"opened_on": "10/01/2026"}).status_code == 422
    state = reverse("pilot-open", args=[chiapas.path])
    assert client.post(state, {"opened_on": "10/01/2026"}).status_code == 422
    assert Pilot.objects.count() == 1


@pytest.mark.parametrize("name", ["scope", "design", "gate", "work-plan", "execution"])
def test_stage_without_a_pilot_leads_home(liaison: User, client_of: ClientOf, name: str) -> None:
    assert client_of(liaison).get(address(name)).headers["Location"] == address("place-home")


# --- scope -----------------------------------------------------------------------------------------------

SCOPE = {
    "version": "1",
    "opened_on": "2026-01-10",
    "selected_on": "2026-03-01",
    "selection_reason": "Voluntad de la presidencia y oferta amplia, con riesgo bajo.",
    "liaison_name": "María Hernández",
    "liaison_post": "Secretaría de Economía",
    "liaison_has_mandate": "yes",
    "instrument": "Memorándum",
    "instrument_signed_on": "2026-04-01",
}


def test_liaison_records_the_scope(liaison: User, pilot: Pilot, client_of: ClientOf) -> None:
    client = client_of(liaison)
    assert any(not check["passed"] for check in client.get(address("scope")).context["checks"])
    assert client.post(address("scope-edit"), SCOPE).status_code == 302
    page = client.get(address("scope"))
    assert all(check["passed"] for check in page.context["checks"])
    assert "María Hernández" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"opened_on": ""}, "opened_on"),
        ({"instrument": ""}, "instrument"),
        ({"no_instrument_reason": "No hace falta"}, "no_instrument_reason"),
        ({"liaison_has_mandate": "perhaps"}, "liaison_has_mandate"),
    ],
)
def test_bad_scope_changes_nothing(
    liaison: User, pilot: Pilot, client_of: ClientOf, change: dict[str, str], field: str
) -> None:
    answer = client_of(liaison).post(address("scope-edit"), {**SCOPE, **change})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    pilot.refresh_from_db()
    assert pilot.liaison_name == ""


# --- design ----------------------------------------------------------------------------------------------


def test_liaison_frames_the_design(
    liaison: User, pilot: Pilot, space: CoordinationSpace, client_of: ClientOf
) -> None:
    data = {
        "version": "1",
        "space": space.pk,
        "intervention_type": "territorial",
        "expansion_criteria": "Dos de tres metas",
        "baseline_method": "Encuesta",
    }
    assert client_of(liaison).post(address("design-edit"), data).status_code == 302
    pilot.refresh_from_db()
    assert (pilot.space, pilot.intervention_type) == (space, "territorial")


def test_space_of_another_municipality_is_no_choice(
    liaison: User, pilot: Pilot, tapachula: Territory, client_of: ClientOf
) -> None:
    foreign = CoordinationSpace.objects.create(territory=tapachula, name="Otra", level="municipal")
    answer = client_of(liaison).post(address("design-edit"), {"version": "1", "space": foreign.pk})
    assert answer.status_code == 422


def test_lines_are_filtered(liaison: User, make_line: MakeLine, client_of: ClientOf) -> None:
    make_line("LA-01", title="Estancias de día")
    make_line("LA-02", status=LineStatus.DRAFT)
    client = client_of(liaison)

    def codes(**query: str) -> list[str]:
        return [row["code"] for row in client.get(address("design"), query).context["rows"]]

    assert codes() == ["LA-01", "LA-02"]
    assert codes(status="draft") == ["LA-02"]
    assert codes(q="ESTANCIAS dia") == ["LA-01"]
    assert codes(q="nada de esto") == []
    assert codes(status="nonsense") == ["LA-01", "LA-02"]


def test_zone_gets_its_role(liaison: User, pilot: Pilot, zone: Zone, client_of: ClientOf) -> None:
    client, there = client_of(liaison), address("scope-zone-edit", pk=zone.pk)
    client.post(there, {"role": "pilot", "reason": "Prioridad alta"})
    role = ScopeZone.objects.get()
    assert (role.zone, role.role, role.pilot) == (zone, "pilot", pilot)
    client.post(there, {"role": "expansion", "version": role.version})
    role.refresh_from_db()
    assert role.role == "expansion"
    assert client.post(there, {"role": "dropped", "version": role.version}).status_code == 422


def test_zone_of_another_municipality_has_no_role_here(
    liaison: User, pilot: Pilot, tapachula: Territory, client_of: ClientOf
) -> None:
    foreign = Zone.objects.create(territory=tapachula, letter="Z", name="Otra", reason="x")
    assert client_of(liaison).get(address("scope-zone-edit", pk=foreign.pk)).status_code == 404


# --- gate ------------------------------------------------------------------------------------------------


def test_gate_asks_twelve_questions_the_open_ones_first(
    liaison: User, line: ActionLine, client_of: ClientOf
) -> None:
    rules = client_of(liaison).get(address("gate")).context["rules"]
    assert sorted(rule["code"] for rule in rules) == list("abcdefghijkl")
    assert rules[0]["verdict"] == "failed"
    assert rules[-1]["verdict"] == "passed"
    assert all(rule["question"] and rule["evidence"] for rule in rules)
    assert all(rule["cure"] for rule in rules if rule["verdict"] in ("failed", "unknown", "warned"))


def test_member_reads_the_gate_without_links(member: User, line: ActionLine, client_of: ClientOf) -> None:
    rules = client_of(member).get(address("gate")).context["rules"]
    assert not any(rule["url"] for rule in rules)


def test_reason_excuses_a_warning(liaison: User, line: ActionLine, client_of: ClientOf) -> None:
    client = client_of(liaison)
    client.post(address("gate-reason", rule="c"), {"reason": "El retiro ya lo hace la Procuraduría."})
    assert GateReason.objects.get().rule == "c"
    found = {rule["code"]: rule["verdict"] for rule in client.get(address("gate")).context["rules"]}
    assert found["c"] == "excused"


def test_empty_reason_is_no_reason(liaison: User, pilot: Pilot, client_of: ClientOf) -> None:
    assert client_of(liaison).post(address("gate-reason", rule="c"), {"reason": " "}).status_code == 422
    assert not GateReason.objects.exists()


@pytest.mark.parametrize("rule", ["a", "b", "z", "cc"])
def test_only_warnings_take_a_reason(liaison: User, pilot: Pilot, client_of: ClientOf, rule: str) -> None:
    assert client_of(liaison).get(address("gate-reason", rule=rule)).status_code == 404


def test_definition_counts_once_its_units_acknowledged_it(
    liaison: User, line: ActionLine, tuxtla: Territory, client_of: ClientOf
) -> None:
    DefinitionSheet.objects.create(territory=tuxtla, legal="L", operational="O", working="W")
    found = {rule["code"]: rule for rule in client_of(liaison).get(address("gate")).context["rules"]}
    assert found["j"]["verdict"] == "failed"


# --- answers to gaps -------------------------------------------------------------------------------------


def answer_data(page: Any, **changes: str) -> dict[str, str]:
    seen = page.context["form"]["seen"].value()
    return {"decision": "accepted", "reason": "Se pidieron los datos.", "seen": seen, **changes}


def test_gap_is_accepted_with_the_evidence_that_was_seen(
    liaison: User, pilot: Pilot, factor: Factor, zone: Zone, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), address("gap-answer", factor=factor.code, key="A")
    page = client.get(there)
    assert client.post(there, answer_data(page)).status_code == 302
    answer = GapAnswer.objects.get()
    assert (answer.zone, answer.factor, len(answer.evidence_hash)) == (zone, factor, 64)
    assert not client.get(there).context["stale"]


def test_answer_is_stale_once_the_evidence_changes(
    liaison: User, pilot: Pilot, factor: Factor, zone: Zone, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), address("gap-answer", factor=factor.code, key="A")
    client.post(there, answer_data(client.get(there)))
    offer.coverage.update(places=3)
    page = client.get(there)
    assert page.context["stale"]
    client.post(there, answer_data(page, version="1"))
    assert not client.get(there).context["stale"]


def test_answer_to_evidence_that_is_gone_is_refused(
    liaison: User, pilot: Pilot, factor: Factor, zone: Zone, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), address("gap-answer", factor=factor.code, key="A")
    page = client.get(there)
    offer.coverage.update(places=3)
    assert client.post(there, answer_data(page)).status_code == 422
    assert not GapAnswer.objects.exists()


@pytest.mark.parametrize("change", [{"reason": ""}, {"decision": "perhaps"}, {"seen": ""}])
def test_bad_answer_leaves_nothing_behind(
    liaison: User,
    pilot: Pilot,
    factor: Factor,
    zone: Zone,
    offer: LocalOffer,
    client_of: ClientOf,
    change: dict[str, str],
) -> None:
    client, there = client_of(liaison), address("gap-answer", factor=factor.code, key="A")
    assert client.post(there, answer_data(client.get(there), **change)).status_code == 422
    assert not GapAnswer.objects.exists()


@pytest.mark.parametrize(("factor_code", "key"), [("nonsense", "A"), ("not_attending", "Z")])
def test_unknown_gap_is_not_found(
    liaison: User, pilot: Pilot, zone: Zone, client_of: ClientOf, factor_code: str, key: str
) -> None:
    assert client_of(liaison).get(address("gap-answer", factor=factor_code, key=key)).status_code == 404


def test_level_is_answered_too(
    liaison: User, pilot: Pilot, factor: Factor, zone: Zone, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), address("gap-answer", factor=factor.code, key="federal")
    assert client.post(there, answer_data(client.get(there))).status_code == 302
    assert (GapAnswer.objects.get().level, GapAnswer.objects.get().zone) == ("federal", None)


# --- stage 4 and the work plan ---------------------------------------------------------------------------


def test_execution_says_what_it_waits_for(liaison: User, line: ActionLine, client_of: ClientOf) -> None:
    page = client_of(liaison).get(address("execution"))
    assert not page.context["can_start"]
    assert "Aún no se puede empezar" in page.context["lead"]


def test_execution_starts_with_a_validated_plan(
    liaison: User, make_line: MakeLine, client_of: ClientOf
) -> None:
    make_line(status=LineStatus.RUNNING)
    page = client_of(liaison).get(address("execution"))
    assert page.context["can_start"]
    assert "Abrir LA-01" in page.content.decode()


def test_work_plan_is_in_the_order_of_dates(liaison: User, make_line: MakeLine, client_of: ClientOf) -> None:
    early, late = make_line("LA-02"), make_line("LA-01")
    late.activities.update(starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2026, 9, 2))
    rows = client_of(liaison).get(address("work-plan")).context["table"]["rows"]
    assert [row["cells"][2]["text"] for row in rows] == [early.code, late.code]
