"""The areas by index and by number of children, with schools; estimates of children; what is kept."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Level, Neighbourhood, Territory
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.models import (
    AnalysisResult,
    DefinitionSheet,
    Factor,
    FactorEffect,
    FactorWeight,
    PopulationCount,
    ReleaseNature,
    School,
)
from diagnosis.queries.factor_evidence import factor_evidence
from diagnosis.queries.factors import Weighting, factors_of
from diagnosis.queries.zones import zones_of
from diagnosis.recomputing import Rerun, recompute
from tests.cast import ClientOf
from tests.diagnosis.places import count_children, make_areas, make_factor, make_release, put_values
from tests.diagnosis.proxies import make_indicator, put_indicator

PATH = "MX.07.101"
TEN = [float(i) for i in range(10)]


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    make_factor("school")
    areas = make_areas(tuxtla, levels["ageb"], 10)
    put_values(make_release(ReleaseNature.PROXY), areas, school=TEN)
    return areas


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def in_force(tuxtla: Territory, liaison: User, working: str = "12 a 17") -> DefinitionSheet:
    sheet = DefinitionSheet.objects.create(territory=tuxtla, legal="L", operational="O", working=working)
    return freeze_definition(sheet, by=liaison, expected_version=sheet.version)


def first_codes(answer_text: str, areas: list[Territory]) -> list[str]:
    table = answer_text[answer_text.index("<tbody>") : answer_text.index("</table>")]
    return sorted((area.code for area in areas if area.code in table), key=table.index)


def test_both_orders_and_the_schools(
    editor: Client, areas: list[Territory], member: User, client_of: ClientOf
) -> None:
    for i, area in enumerate(areas):
        count_children(area, 5000 if i == 5 else 100)
    Neighbourhood.objects.create(territory=areas[5], name="Copoya")
    values = {"level": "Primaria", "year": 2020, "source": "SEP"}
    School.objects.create(territory=areas[9], code="A", enrolment=120, **values)
    School.objects.create(territory=areas[9], code="A", enrolment=40, **{**values, "level": "Secundaria"})
    School.objects.create(territory=areas[9], code="B", enrolment=None, **values)
    School.objects.create(territory=areas[8], code="C", enrolment=7, **values)
    address = reverse("zone-areas", args=[PATH])
    answer = editor.get(address)
    text = answer.content.decode()
    assert first_codes(text, areas)[0] == areas[9].code
    assert "Copoya) ocupa el primer lugar" in answer.context["lead"]
    assert first_codes(editor.get(address, {"sort": "concerned"}).content.decode(), areas)[0] == areas[5].code
    cells = {
        row["cells"][0]["text"]: {cell["label"]: cell for cell in row["cells"]}
        for row in answer.context["table"]["rows"]
    }
    top = cells[areas[9].code]
    assert (top["Escuelas"]["value"], top["Matrícula"]["value"]) == (2, 160)
    assert top["Matrícula"]["small"] == "se desconoce la de 1"
    assert cells[areas[0].code]["Matrícula"]["text"] == "—"
    seen = client_of(member).get(address).context["table"]["rows"]
    few = next(row for row in seen if row["cells"][0]["text"] == areas[8].code)
    assert few["cells"][7]["value"] is None  # seven pupils are a few
    assert text.count("<svg") >= 3
    assert " style=" not in text


def test_what_changes_class_is_named(editor: Client, tuxtla: Territory, areas: list[Territory]) -> None:
    for code, weight in (("school", 9), ("crowding", 1)):
        factor = Factor.objects.filter(code=code).first() or make_factor(code)
        FactorWeight.objects.create(territory=tuxtla, factor=factor, direction="raises", weight=weight)
    mixed = [3.0, 9.0, 1.0, 8.0, 2.0, 0.0, 7.0, 5.0, 6.0, 4.0]
    put_values(make_release(ReleaseNature.PROXY, 2021), areas, school=TEN, crowding=mixed)
    answer = editor.get(reverse("zone-areas", args=[PATH]))
    moved = zones_of(tuxtla).index.unstable
    assert moved
    assert moved[0].area.code in answer.context["unstable"]
    assert answer.context["unstable"].startswith(f"Estas {len(moved)} áreas cambian de clase con el método")
    assert {"Sin “School”", "Sin “Crowding”"} <= {
        row["cells"][0]["text"] for row in answer.context["sensitivity"]["rows"]
    }


def test_the_file_holds_what_the_page_does_not_hide(editor: Client, areas: list[Territory]) -> None:
    count_children(areas[0], 300)
    sent = editor.get(reverse("zone-areas-export", args=[PATH, "csv"])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sent)))
    found = next(row for row in rows if any(areas[0].code in cell for cell in row))
    assert {"300", "0.0"} <= set(found)
    assert any("School" in row for row in rows)


def test_an_index_is_kept_once_and_computed_again_to_the_same_digits(
    editor: Client, tuxtla: Territory, areas: list[Territory], liaison: User
) -> None:
    keep, page = reverse("index-keep", args=[PATH]), reverse("zone-areas", args=[PATH])
    refused = editor.post(keep, follow=True).content.decode()
    assert "definición" in refused
    assert not AnalysisResult.objects.exists()
    in_force(tuxtla, liaison)
    for _time in range(2):
        assert editor.post(keep).status_code == 302
    result = AnalysisResult.objects.get()
    assert (result.technique, len(result.result["areas"])) == ("index", 10)
    assert result.result["areas"][9]["index"] == 100
    assert "Peso observado, %" in editor.get(reverse("result", args=[PATH, result.pk])).content.decode()
    file = editor.get(reverse("result-export", args=[PATH, result.pk, "csv"]))
    assert "Peso observado, %" in file.content.decode("utf-8-sig")
    assert AuditEntry.objects.filter(action="analysisresult.create").count() == 1
    assert recompute(result).outcome is Rerun.SAME
    assert "Desactualizado" not in editor.get(page).content.decode()
    count_children(areas[9], 12)
    assert recompute(result).outcome is Rerun.OTHER_INPUTS
    assert "los datos guardados cambiaron" in editor.get(page).content.decode()
    in_force(tuxtla, liaison, "15 a 17")
    assert [len(one.stale) for one in editor.get(page).context["kept"]] == [2]
    handed = [reverse("zone-areas-export", args=[PATH, "csv"]), reverse("zones-export", args=[PATH, "csv"])]
    handed += [reverse(name, args=[PATH]) for name in ("zones-csv", "diagnosis", "small-survey")]
    for address in handed:
        text = editor.get(address).content.decode("utf-8-sig")
        assert "Desactualizado" in text or "otra definición" in text, address


def test_children_are_estimated_labelled_and_taken_back(
    editor: Client, tuxtla: Territory, areas: list[Territory]
) -> None:
    count_children(areas[0], 40)
    persons = make_indicator("POBTOT", "persons")
    put_indicator(persons, areas[:9], [400.0] * 8 + [50.0])
    page, address = reverse("zone-areas", args=[PATH]), reverse("children-estimate", args=[PATH])
    assert "9 áreas no tienen número" in editor.get(page).content.decode()
    key = f"{persons.pk}:2020:INEGI"
    typed = {"persons": key, "share": "25", "source": "Chiapas, Censo 2020"}
    for change, words in (
        ({"share": "80"}, "Entre el 5 y el 50"),
        ({"source": ""}, "Diga de quién es"),
        ({"persons": "9:9:9"}, ""),
    ):
        answer = editor.post(address, {**typed, **change})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert PopulationCount.objects.count() == 1
    assert editor.post(address, typed).status_code == 302
    found = {row.territory_id: row for row in PopulationCount.objects.all()}
    assert len(found) == 9  # nobody knows the persons of the last one
    assert (found[areas[0].pk].persons, found[areas[0].pk].basis) == (40, "measured")
    assert (found[areas[1].pk].persons, found[areas[1].pk].basis) == (100, "estimated")
    assert AuditEntry.objects.filter(action="children.estimate").count() == 1
    text = editor.get(page).content.decode()
    assert "25.00 % de 5 a 17 años, proporción de Chiapas, Censo 2020" in text
    assert str(zones_of(tuxtla).index.areas[8].why_no_data) == "Fewer than 20 children live here."
    assert editor.post(reverse("children-remove", args=[PATH])).status_code == 302
    assert PopulationCount.objects.get().basis == "measured"

    share_of_all = make_indicator("HACINAMIENTO", "%")
    put_indicator(share_of_all, areas, [30.0] * 10)
    assert "HACINAMIENTO" not in editor.get(address).content.decode()
    count_children(tuxtla, 100_000)
    far = editor.post(address, typed)
    assert far.status_code == 422
    assert "pero el municipio cuenta 100" in far.content.decode()
    assert PopulationCount.objects.count() == 2


def test_weights_follow_an_analysis_under_the_definition_in_force(
    tuxtla: Territory, areas: list[Territory], liaison: User
) -> None:
    school, crowding = Factor.objects.get(), make_factor("crowding")
    for factor in (school, crowding):
        FactorWeight.objects.create(territory=tuxtla, factor=factor, direction="raises", weight=1)
    sheet = in_force(tuxtla, liaison)
    result = AnalysisResult.objects.create(
        territory=tuxtla, technique="logit", outcome="work", title="Logit", definition=sheet,
        source="X", year=2020, sha256="0" * 64, software="x",
    )  # fmt: skip
    common = {"result": result, "variable": "v"}
    FactorEffect.objects.create(factor=school, category="a", points=-6.0, **common)
    FactorEffect.objects.create(factor=school, category="b", points=2.0, **common)
    assert factors_of(tuxtla).weighting is Weighting.PUBLISHED  # one factor has no effect
    FactorEffect.objects.create(factor=crowding, category="a", points=2.0, **common)
    ranking = factors_of(tuxtla)
    assert ranking.weighting is Weighting.MEASURED
    assert {row.code: row.share for row in ranking.priority} == {"school": 0.75, "crowding": 0.25}
    # Where a category bears the name of its factor, it decides, be it the reference, as in the ranking.
    FactorEffect.objects.create(factor=school, category="d", reference="School", points=-3.0, **common)
    assert {row.code: row.share for row in factors_of(tuxtla).priority} == {"school": 0.6, "crowding": 0.4}
    assert [row.size for row in factor_evidence(tuxtla)[:2]] == [3.0, 2.0]
    in_force(tuxtla, liaison)
    assert factors_of(tuxtla).weighting is Weighting.MEASURED, "the very same words are no other definition"
    in_force(tuxtla, liaison, "15 a 17")
    assert factors_of(tuxtla).weighting is Weighting.PUBLISHED


def test_without_areas_the_page_teaches(editor: Client, tuxtla: Territory) -> None:
    assert "Aún no hay áreas" in editor.get(reverse("zone-areas", args=[PATH])).content.decode()
