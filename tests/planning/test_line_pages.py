"""An action line by every act: writing, changing, submitting, deleting, its parts and its exception."""

from typing import Any

import pytest
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.models import Institution, LocalOffer
from planning.models import ActionLine, Indicator, LineActivity, LineStatus, Pilot
from tests.cast import ClientOf, confirm_just_now
from tests.planning.conftest import MakeLine

PATH = "MX.07.101"


def address(name: str, **arguments: Any) -> str:
    return reverse(name, kwargs={"path": PATH, **arguments})


@pytest.fixture
def form(factor: Factor, zone: Zone, offer: LocalOffer, dif: Institution) -> dict[str, Any]:
    return {
        "code": "LA-07",
        "title": "Lugares de estancia",
        "objective": "Abrir 60 lugares.",
        "factors": [factor.pk],
        "strategy": "prevention",
        "outcome": "1",
        "population": "Niñas de 12 a 17",
        "age_from": "12",
        "age_to": "17",
        "sex": "girls",
        "zones": [zone.pk],
        "offers": [offer.pk],
        "lead": dif.pk,
        "resources_missing": "Una trabajadora social",
        "budget_code": "4411",
        "starts_on": "2026-07-01",
        "ends_on": "2026-12-15",
    }


# --- writing ---------------------------------------------------------------------------------------------


def test_liaison_writes_a_line(
    liaison: User, pilot: Pilot, form: dict[str, Any], client_of: ClientOf
) -> None:
    answer = client_of(liaison).post(address("action-line-create"), form)
    line = ActionLine.objects.get()
    assert answer.headers["Location"] == address("action-line", pk=line.pk)
    assert (line.code, line.status, line.created_by) == ("LA-07", LineStatus.DRAFT, liaison)
    assert [zone.letter for zone in line.zones.all()] == ["A"]
    entry = AuditEntry.objects.get(action="actionline.create")
    assert entry.territory == pilot.territory
    assert entry.changes["offers"][1] == ["Becas de permanencia (2026)"]


def test_new_line_is_filled_in_from_the_gap(
    liaison: User, pilot: Pilot, line: ActionLine, factor: Factor, zone: Zone, client_of: ClientOf
) -> None:
    query = {"factor": factor.code, "zone": "A"}
    shown = client_of(liaison).get(address("action-line-create"), query).context["form"]
    assert shown.initial["factors"] == [factor]
    assert shown.initial["zones"] == [zone]
    assert shown.initial["code"] == "LA-02"


def test_offers_stand_beside_what_is_known_of_them(
    liaison: User, pilot: Pilot, offer: LocalOffer, client_of: ClientOf
) -> None:
    page = client_of(liaison).get(address("action-line-create")).content.decode()
    assert "Becas de permanencia (2026) · Elegible" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"resources_missing": ""}, "resources_missing"),
        ({"nothing_missing_because": "Todo está"}, "nothing_missing_because"),
        ({"budget_code": ""}, "budget_code"),
        ({"no_budget_code_because": "Falta"}, "no_budget_code_because"),
        ({"ends_on": "2026-06-30"}, "ends_on"),
        ({"age_to": "11"}, "age_to"),
        ({"title": ""}, "title"),
        ({"factors": []}, "factors"),
        ({"outcome": "9"}, "outcome"),
    ],
)
def test_bad_line_leaves_nothing_behind(
    liaison: User,
    pilot: Pilot,
    form: dict[str, Any],
    client_of: ClientOf,
    change: dict[str, Any],
    field: str,
) -> None:
    answer = client_of(liaison).post(address("action-line-create"), {**form, **change})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not ActionLine.objects.exists()
    assert not AuditEntry.objects.exists()


def test_code_is_used_once(
    liaison: User, line: ActionLine, form: dict[str, Any], client_of: ClientOf
) -> None:
    answer = client_of(liaison).post(address("action-line-create"), {**form, "code": "la-01"})
    assert answer.status_code == 422
    assert "code" in answer.context["form"].errors


def test_zone_of_another_municipality_is_no_choice(
    liaison: User, pilot: Pilot, tapachula: Territory, form: dict[str, Any], client_of: ClientOf
) -> None:
    foreign = Zone.objects.create(territory=tapachula, letter="Z", name="Otra", reason="x")
    answer = client_of(liaison).post(address("action-line-create"), {**form, "zones": [foreign.pk]})
    assert answer.status_code == 422
    assert not ActionLine.objects.exists()


# --- changing --------------------------------------------------------------------------------------------


def test_liaison_changes_a_line(
    liaison: User, line: ActionLine, form: dict[str, Any], client_of: ClientOf
) -> None:
    answer = client_of(liaison).post(
        address("action-line-edit", pk=line.pk), {**form, "version": line.version}
    )
    assert answer.status_code == 302
    line.refresh_from_db()
    assert (line.title, line.version) == ("Lugares de estancia", 2)


def test_second_of_two_editors_sees_both_texts(
    liaison: User, line: ActionLine, form: dict[str, Any], client_of: ClientOf
) -> None:
    client, there = client_of(liaison), address("action-line-edit", pk=line.pk)
    client.post(there, {**form, "version": 1})
    answer = client.post(there, {**form, "title": "Otro título", "version": 1})
    assert answer.status_code == 409
    assert "Otro título" in answer.content.decode()
    line.refresh_from_db()
    assert line.title == "Lugares de estancia"


@pytest.mark.parametrize("status", [LineStatus.VALIDATED, LineStatus.RUNNING, LineStatus.DONE])
def test_validated_line_is_not_changed_here(
    liaison: User, make_line: MakeLine, form: dict[str, Any], client_of: ClientOf, status: LineStatus
) -> None:
    line = make_line(status=status)
    there = address("action-line-edit", pk=line.pk)
    answer = client_of(liaison).post(there, {**form, "version": line.version})
    assert answer.status_code == 404
    line.refresh_from_db()
    assert line.title == "Becas LA-01"


# --- submitting and deleting -----------------------------------------------------------------------------


def test_draft_is_submitted(liaison: User, make_line: MakeLine, client_of: ClientOf) -> None:
    line = make_line(status=LineStatus.DRAFT)
    client_of(liaison).post(address("action-line-submit", pk=line.pk), {"version": line.version})
    line.refresh_from_db()
    assert line.status == LineStatus.SUBMITTED
    assert AuditEntry.objects.filter(action="actionline.submit").count() == 1


@pytest.mark.parametrize("data", [{}, {"version": "x"}, {"version": "7"}])
def test_submitting_an_unknown_version_changes_nothing(
    liaison: User, make_line: MakeLine, client_of: ClientOf, data: dict[str, str]
) -> None:
    line = make_line(status=LineStatus.DRAFT)
    client_of(liaison).post(address("action-line-submit", pk=line.pk), data)
    line.refresh_from_db()
    assert line.status == LineStatus.DRAFT


def test_submitted_line_is_not_submitted_again(liaison: User, line: ActionLine, client_of: ClientOf) -> None:
    client_of(liaison).post(address("action-line-submit", pk=line.pk), {"version": line.version})
    line.refresh_from_db()
    assert line.version == 1


def test_draft_is_deleted_after_a_confirmation(
    liaison: User, make_line: MakeLine, client_of: ClientOf
) -> None:
    line = make_line(status=LineStatus.DRAFT)
    client, there = client_of(liaison), address("action-line-delete", pk=line.pk)
    assert client.get(there).status_code == 200
    assert ActionLine.objects.exists()
    client.post(there, {"version": line.version})
    assert not ActionLine.objects.exists()
    assert AuditEntry.objects.get(action="actionline.delete").changes["title"] == ["Becas LA-01", None]


def test_submitted_line_cannot_be_deleted(liaison: User, line: ActionLine, client_of: ClientOf) -> None:
    answer = client_of(liaison).post(address("action-line-delete", pk=line.pk), {"version": 1})
    assert answer.status_code == 404
    assert ActionLine.objects.exists()


# --- the exception ---------------------------------------------------------------------------------------

TEXTS = {"exception_reason": "No hay oferta", "exception_funding_plan": "Fondo estatal, marzo"}


def test_exception_is_asked_and_approved(
    liaison: User, authority: User, line: ActionLine, client_of: ClientOf
) -> None:
    client_of(liaison).post(address("action-line-exception", pk=line.pk), {**TEXTS, "version": 1})
    there = address("action-line-exception-approve", pk=line.pk)
    client_of(authority).post(there, {"version": 2})
    line.refresh_from_db()
    assert line.exception_approved_by == authority
    assert AuditEntry.objects.filter(action="actionline.approve_exception", by=authority).exists()


def test_an_approval_asks_for_the_password_again(
    liaison: User, authority: User, line: ActionLine, client_of: ClientOf
) -> None:
    client_of(liaison).post(address("action-line-exception", pk=line.pk), {**TEXTS, "version": 1})
    client = client_of(authority)
    confirm_just_now(client, authority, seconds_ago=301)
    answer = client.post(address("action-line-exception-approve", pk=line.pk), {"version": 2})
    line.refresh_from_db()
    assert line.exception_approved_by is None
    client.post(answer.headers["Location"], {"password": "una-clave-larga"})
    line.refresh_from_db()
    assert line.exception_approved_by == authority


def test_new_text_withdraws_the_approval(
    liaison: User, authority: User, line: ActionLine, client_of: ClientOf
) -> None:
    there = address("action-line-exception", pk=line.pk)
    client_of(liaison).post(there, {**TEXTS, "version": 1})
    client_of(authority).post(address("action-line-exception-approve", pk=line.pk), {"version": 2})
    client_of(liaison).post(there, {**TEXTS, "exception_reason": "Otra razón", "version": 3})
    line.refresh_from_db()
    assert line.exception_approved_at is None


def test_authority_approves_what_it_read(
    liaison: User, authority: User, line: ActionLine, client_of: ClientOf
) -> None:
    client_of(liaison).post(address("action-line-exception", pk=line.pk), {**TEXTS, "version": 1})
    client_of(authority).post(address("action-line-exception-approve", pk=line.pk), {"version": 1})
    line.refresh_from_db()
    assert line.exception_approved_at is None


def test_exception_without_a_funding_plan_is_refused(
    liaison: User, authority: User, line: ActionLine, client_of: ClientOf
) -> None:
    there = address("action-line-exception", pk=line.pk)
    answer = client_of(liaison).post(there, {**TEXTS, "exception_funding_plan": "", "version": 1})
    assert answer.status_code == 422
    client_of(authority).post(address("action-line-exception-approve", pk=line.pk), {"version": 1})
    line.refresh_from_db()
    assert line.exception_approved_at is None


# --- activities and indicators ---------------------------------------------------------------------------

ACTIVITY = {
    "title": "Cambiar el requisito",
    "starts_on": "2026-06-15",
    "ends_on": "2026-06-16",
    "responsible": "Jefatura",
}
INDICATOR = {
    "name": "Lugares usados",
    "unit": "%",
    "means_of_verification": "Reporte",
    "every": "mes",
    "target": "90",
}


def test_activity_is_added_changed_and_deleted(liaison: User, line: ActionLine, client_of: ClientOf) -> None:
    client = client_of(liaison)
    client.post(address("activity-create", line=line.pk), ACTIVITY)
    part = LineActivity.objects.get(title="Cambiar el requisito")
    changed = {**ACTIVITY, "responsible": "Dirección", "version": part.version}
    client.post(address("activity-edit", pk=part.pk), changed)
    part.refresh_from_db()
    assert part.responsible == "Dirección"
    client.post(address("activity-delete", pk=part.pk), {"version": part.version})
    assert not LineActivity.objects.filter(pk=part.pk).exists()


def test_indicator_is_added_changed_and_deleted(liaison: User, line: ActionLine, client_of: ClientOf) -> None:
    client = client_of(liaison)
    client.post(address("indicator-create", line=line.pk), INDICATOR)
    part = Indicator.objects.get(name="Lugares usados")
    assert part.baseline is None
    client.post(address("indicator-edit", pk=part.pk), {**INDICATOR, "target": "95", "version": part.version})
    part.refresh_from_db()
    assert part.target == 95
    client.post(address("indicator-delete", pk=part.pk), {"version": part.version})
    assert not Indicator.objects.filter(pk=part.pk).exists()


def test_stale_deletion_keeps_the_part(liaison: User, line: ActionLine, client_of: ClientOf) -> None:
    part = LineActivity.objects.get()
    client_of(liaison).post(address("activity-delete", pk=part.pk), {"version": 9})
    assert LineActivity.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("activity-create", {**ACTIVITY, "ends_on": "2026-06-01"}),
        ("activity-create", {**ACTIVITY, "title": ""}),
        ("indicator-create", {**INDICATOR, "name": ""}),
        ("indicator-create", {**INDICATOR, "baseline": "5"}),
        ("indicator-create", {**INDICATOR, "target": "muchas"}),
    ],
)
def test_bad_part_leaves_nothing_behind(
    liaison: User, line: ActionLine, client_of: ClientOf, name: str, data: dict[str, str]
) -> None:
    answer = client_of(liaison).post(address(name, line=line.pk), data)
    assert answer.status_code == 422
    assert (LineActivity.objects.count(), Indicator.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["activity-create", "indicator-create"])
def test_parts_of_a_validated_line_stay(
    liaison: User, make_line: MakeLine, client_of: ClientOf, name: str
) -> None:
    line = make_line(status=LineStatus.VALIDATED)
    assert client_of(liaison).get(address(name, line=line.pk)).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["action-line", "action-line-edit", "action-line-delete", "activity-edit", "indicator-edit"],
)
def test_unknown_key_is_not_found(liaison: User, pilot: Pilot, client_of: ClientOf, name: str) -> None:
    assert client_of(liaison).get(address(name, pk=987654)).status_code == 404


def test_line_is_found_below_its_own_municipality_only(
    stranger: User, line: ActionLine, tapachula: Territory, client_of: ClientOf
) -> None:
    there = reverse("action-line", kwargs={"path": tapachula.path, "pk": line.pk})
    assert client_of(stranger).get(there).status_code == 404


# --- the page --------------------------------------------------------------------------------------------


def test_chain_goes_from_statistic_to_result(liaison: User, line: ActionLine, client_of: ClientOf) -> None:
    links = client_of(liaison).get(address("action-line", pk=line.pk)).context["links"]
    assert [link.kind for link in links] == [
        "statistic",
        "factor",
        "gap",
        "programme",
        "indicator",
        "result",
    ]
    assert [link.open for link in links] == [False] * 5 + [True]
    assert "300" in links[0].title
    assert "Censo 2020" in links[0].source
    assert "12.0" in links[1].story
    assert "Becas de permanencia" in links[3].title


def test_chain_is_dashed_from_the_first_link_without_data(
    liaison: User, line: ActionLine, client_of: ClientOf
) -> None:
    line.factors.clear()
    links = client_of(liaison).get(address("action-line", pk=line.pk)).context["links"]
    assert [link.open for link in links] == [False] + [True] * 5
    assert links[0].has_data  # children who live in the zone are known


def test_checks_name_what_is_missing(liaison: User, make_line: MakeLine, client_of: ClientOf) -> None:
    line = make_line(status=LineStatus.DRAFT, is_for_girls=True, lead=None, budget_code="")
    checks = client_of(liaison).get(address("action-line", pk=line.pk)).context["checks"]
    missing = [check["words"] for check in checks if not check["passed"]]
    assert len(missing) == 4  # mechanism for girls, leadership of the space, lead, budget code
