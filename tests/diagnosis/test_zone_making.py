"""Zones proposed and adopted, merged, split, kept and dropped, each with its reason in the trail."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Level, Territory
from diagnosis.actions.join_zones import merge_zones
from diagnosis.actions.save_zone import save_zone
from diagnosis.actions.zone_changes import ZoneRefusedError
from diagnosis.forms.zone import ZoneForm
from diagnosis.models import (
    AnalysisResult,
    DefinitionSheet,
    FactorWeight,
    ReleaseNature,
    RiskResult,
    Zone,
    ZoneChange,
    ZoneChangeKind,
    ZoneStatus,
)
from diagnosis.presenters import area_table
from diagnosis.recomputing import Rerun, recompute
from tests.cast import ClientOf
from tests.diagnosis.places import (
    count_children,
    draw_zone,
    make_areas,
    make_factor,
    make_release,
    put_values,
)

PATH = "MX.07.101"
# Three areas of high value lie together, one lies alone.
VALUES = [90.0, 92.0, 91.0, 10, 12, 95.0, 11, 50, 52, 51, 13, 14]


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    make_factor("school")
    areas = make_areas(tuxtla, levels["ageb"], len(VALUES))
    put_values(make_release(ReleaseNature.PROXY), areas, school=VALUES)
    for area in areas:
        count_children(area, 100)
    return areas


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def test_a_proposal_is_shown_adopted_and_computed_again(
    editor: Client, liaison: User, areas: list[Territory], tuxtla: Territory
) -> None:
    address = reverse("zones-propose", args=[PATH])
    before = editor.get(address)
    text = before.content.decode()
    assert "Ninguna definición está en vigor" in text
    assert [row["codes"] for row in before.context["content"]["rows"]] == [
        ", ".join(a.code for a in areas[:3])
    ]
    assert [row["codes"] for row in before.context["content"]["left_out"]] == [areas[5].code]
    assert "Con solo" not in text
    assert "3 de 4 " in text, "an area of a group that is too small makes no zone"
    sent = {"letters": ["A"], "reason": "La comisión lo acordó", "seen": before.context["form"].sha256}
    refused = editor.post(address, sent)
    assert refused.status_code == 422  # no result without a definition
    assert not Zone.objects.exists()
    assert not AnalysisResult.objects.exists()

    DefinitionSheet.objects.create(
        territory=tuxtla, working="5 a 17", frozen_at=timezone.now(), frozen_by=liaison
    )
    for wrong, words in (
        ({**sent, "reason": " "}, "Falta «"),
        ({**sent, "letters": []}, "Elija al menos una de las zonas propuestas"),
        ({**sent, "seen": "x"}, "cambiaron mientras usted leía"),
    ):
        answer = editor.post(address, wrong)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Zone.objects.exists()
    kept = editor.get(before.context["content"]["left_out"][0]["keep_url"])
    assert len(kept.context["content"]["rows"]) == 2
    sent |= {"letters": ["A", "B"], "seen": kept.context["form"].sha256}
    assert editor.post(before.context["content"]["left_out"][0]["keep_url"], sent).status_code == 302

    first, second = Zone.objects.order_by("letter")
    assert (first.letter, first.status, first.reason) == ("A", ZoneStatus.CANDIDATE, "La comisión lo acordó")
    assert set(first.areas.all()) == set(areas[:3])
    assert set(second.areas.all()) == {areas[5]}
    kinds = [line.kind for line in ZoneChange.objects.order_by("pk")]
    assert kinds == [ZoneChangeKind.PROPOSED, ZoneChangeKind.KEPT]
    assert AuditEntry.objects.filter(action="zone.create").count() == 2
    result = AnalysisResult.objects.get()
    assert result.parameters["keep"] == [areas[5].code]
    assert recompute(result).outcome is Rerun.SAME
    assert editor.get(address).context["content"]["rows"] == []  # what is in a zone is not proposed again

    page = editor.get(reverse("zone", args=[PATH, first.pk]))
    assert page.context["stale"] == []
    assert f"R-{result.pk}" in page.content.decode()
    RiskResult.objects.filter(territory=areas[3]).update(factor_values={"school": 97.5})
    assert recompute(result).outcome is not Rerun.SAME
    assert "Desactualizado" in editor.get(reverse("zone", args=[PATH, first.pk])).content.decode()
    assert "Desactualizado" in editor.get(reverse("zones", args=[PATH])).content.decode()


def test_without_an_index_the_proposal_says_what_is_missing(editor: Client, tuxtla: Territory) -> None:
    page = editor.get(reverse("zones-propose", args=[PATH])).content.decode()
    assert "Aún nada describe las áreas" in page
    assert "Adoptar las zonas elegidas" not in page


def test_a_zone_that_a_rule_forbids_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
    editor: Client,
    liaison: User,
    areas: list[Territory],
    tuxtla: Territory,
    tapachula: Territory,
    levels: dict[str, Level],
) -> None:
    (foreign,) = make_areas(tapachula, levels["ageb"], 1)
    typed = {"letter": "A", "name": "Norte", "status": "candidate", "reason": "Son vecinas"}
    sent = {**typed, "areas": [areas[0].pk, foreign.pk]}
    answer = editor.post(reverse("zone-create", args=[PATH]), sent)
    assert answer.status_code == 422
    assert f"El área {foreign.code} no está en {tuxtla.name}" in answer.content.decode()
    assert "Son vecinas" in answer.content.decode()
    zone = Zone(territory=tuxtla, letter="A", name="Norte", reason="Son vecinas")
    with pytest.raises(ZoneRefusedError, match="does not lie in"):
        save_zone(zone, areas=[areas[0], foreign], by=liaison)
    other = draw_zone(tapachula, "B", [foreign])
    mine = draw_zone(tuxtla, "C", areas[:1])
    with pytest.raises(ZoneRefusedError, match="another municipality"):
        merge_zones(mine, [other], by=liaison, expected_version=mine.version)
    # Somebody took the area after the form was checked: what was typed stays.
    monkeypatch.setattr(ZoneForm, "clean_areas", lambda form: form.cleaned_data["areas"])
    answer = editor.post(reverse("zone-create", args=[PATH]), {**typed, "areas": [areas[0].pk]})
    assert answer.status_code == 422
    assert f"El área {areas[0].code} pertenece a la zona C" in answer.content.decode()
    assert "Son vecinas" in answer.content.decode()
    assert Zone.objects.filter(territory=tuxtla).count() == 1
    assert not ZoneChange.objects.exists()


def test_zones_are_merged_split_changed_and_dropped_with_a_trail(
    editor: Client, areas: list[Territory], tuxtla: Territory
) -> None:
    a = draw_zone(tuxtla, "A", areas[:2], neighbourhoods=["Copoya"])
    b = draw_zone(tuxtla, "B", areas[2:4], neighbourhoods=["El Jobo"])
    draw_zone(tuxtla, "C", areas[4:5], status="dropped")
    merge = reverse("zone-merge", args=[PATH, a.pk])
    assert [pk for pk, _words in editor.get(merge).context["form"].fields["others"].choices] == [b.pk]
    for wrong in ({"others": [], "reason": "x"}, {"others": [b.pk], "reason": ""}):
        assert editor.post(merge, {**wrong, "version": a.version}).status_code == 422
    assert (
        editor.post(merge, {"others": [b.pk], "reason": "Son una", "version": a.version}).status_code == 302
    )
    a.refresh_from_db()
    b.refresh_from_db()
    assert (a.areas.count(), a.neighbourhoods, b.status) == (4, ["Copoya", "El Jobo"], ZoneStatus.DROPPED)
    assert b.reason == "Se unió a la zona A. Son una"
    stale = editor.post(merge, {"others": [b.pk], "reason": "Otra vez", "version": 1})
    assert stale.status_code in {409, 422}

    split = reverse("zone-split", args=[PATH, a.pk])
    typed = {
        "new_name": "El Jobo",
        "new_neighbourhoods": "El Jobo",
        "reason": "Son dos",
        "version": a.version,
    }
    everything = editor.post(split, {**typed, "areas": [area.pk for area in areas[:4]]})
    assert everything.status_code == 422
    assert "pero no todas" in everything.content.decode()
    assert "Son dos" in everything.content.decode()
    gone = editor.post(split, {**typed, "areas": [areas[7].pk]})
    assert f"El área {areas[7].code} salió de la zona" in gone.content.decode()
    assert editor.post(split, {**typed, "areas": [area.pk for area in areas[2:4]]}).status_code == 302
    a.refresh_from_db()
    new = Zone.objects.get(letter="D")  # B and C are not given again
    assert (a.neighbourhoods, new.neighbourhoods, new.name) == (["Copoya"], ["El Jobo"], "El Jobo")
    assert (set(a.areas.all()), set(new.areas.all())) == (set(areas[:2]), set(areas[2:4]))

    edit = {
        "letter": "A", "name": "Norte", "neighbourhoods": "Copoya", "status": "prioritised",
        "areas": [areas[1].pk, areas[6].pk], "reason": "Recorrido", "version": a.version,
    }  # fmt: skip
    assert editor.post(reverse("zone-edit", args=[PATH, a.pk]), edit).status_code == 302
    drop = reverse("zone-drop", args=[PATH, new.pk])
    assert editor.post(drop, {"reason": "Ya no", "version": new.version}).status_code == 302
    trail = [(line.kind, line.letters, len(line.areas)) for line in ZoneChange.objects.order_by("pk")]
    assert trail == [
        ("merged", ["A", "B"], 4),
        ("split", ["A", "D"], 2),
        ("added", ["A"], 1),
        ("excluded", ["A"], 1),
        ("named", ["A"], 2),
        ("dropped", ["D"], 2),
    ]
    page = editor.get(reverse("zones-trail", args=[PATH])).content.decode()
    assert "Se anotaron 6 cambios" in page
    assert "Recorrido" in page
    file = editor.get(reverse("zones-trail-export", args=[PATH, "csv"])).content.decode()
    assert "Son dos" in file
    dropped = editor.get(reverse("zone", args=[PATH, new.pk])).content.decode()
    assert "Retomar" in dropped


def test_the_page_of_a_zone_costs_the_same_for_one_area_and_for_many(
    editor: Client,
    areas: list[Territory],
    tuxtla: Territory,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    zone = draw_zone(tuxtla, "A", areas[:1])
    address = reverse("zone", args=[PATH, zone.pk])
    editor.get(address)
    with django_assert_max_num_queries(25) as one:
        text = editor.get(address).content.decode()
    assert "Nadie dijo" not in text
    zone.areas.set(areas[:2] + areas[5:7])
    draw_zone(tuxtla, "B", areas[2:4])
    with django_assert_max_num_queries(25) as many:
        page = editor.get(address).content.decode()
    assert len(one) == len(many)
    assert "Está en 2 partes separadas" in page
    assert "style=" not in page


def test_the_page_of_zones_follows_every_change_of_its_data(
    editor: Client, areas: list[Territory], tuxtla: Territory
) -> None:
    """What is kept of the page must never outlive the data it was made of."""
    draw_zone(tuxtla, "A", areas[:2])
    address = reverse("zones", args=[PATH])

    def rows() -> str:
        return str(editor.get(address).context["content"])

    first = rows()
    assert rows() == first
    Zone.objects.get().areas.add(areas[2])
    second = rows()
    assert second != first
    FactorWeight.objects.create(territory=tuxtla, factor_id=make_factor("chores").pk, direction="raises")
    RiskResult.objects.filter(territory=areas[0]).update(factor_values={"school": 9.25})
    third = rows()
    assert third != second
    areas[0].boundaries.all().delete()
    assert rows() != third
    assert DefinitionSheet.objects.count() == 0


def test_of_very_many_areas_some_are_listed_and_others_named_by_code(
    editor: Client, areas: list[Territory], tapachula: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(area_table, "MOST_LISTED", 4)
    address = reverse("zone-create", args=[PATH])
    fields = editor.get(address).context["form"].fields
    assert [pk for pk, _words in fields["areas"].choices] == [areas[i].pk for i in (5, 1, 2, 0)]
    typed = {"letter": "A", "name": "Norte", "status": "candidate", "reason": "Son vecinas"}
    for codes, words in (("0099", "No hay un área 0099"), ("", "Elija al menos un área")):
        answer = editor.post(address, {**typed, "more_codes": codes})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    named = f"{areas[8].code}, {areas[9].code}"
    sent = {**typed, "areas": [areas[5].pk], "more_codes": named}
    assert editor.post(address, sent).status_code == 302
    assert set(Zone.objects.get().areas.all()) == {areas[5], areas[8], areas[9]}
