"""The register of proxies: registered, refused in words, put into use, removed; and what the index takes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor, FactorWeight, Proxy, ReleaseNature
from diagnosis.queries.zones import zones_of
from tests.cast import ClientOf
from tests.diagnosis.places import make_areas, make_factor, make_release, put_values
from tests.diagnosis.proxies import make_indicator, make_proxy, put_indicator

PATH = "MX.07.101"
TEN = [float(i) for i in range(10)]
ADDRESS = "proxies"


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    return make_areas(tuxtla, levels["ageb"], 10)


@pytest.fixture
def factor(tuxtla: Territory) -> Factor:
    factor = make_factor("school")
    FactorWeight.objects.create(territory=tuxtla, factor=factor, direction="raises")
    return factor


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def typed(factor: Factor, numbers: str, **more: object) -> dict[str, object]:
    return {
        "factor": factor.pk,
        "numbers": numbers,
        "title": "",
        "source": "INEGI",
        "year": "2020",
        "unit": "",
        "direction": "raises",
        "fit": "good",
        "note": "",
        "in_use": "on",
        **more,
    }


def test_a_proxy_is_registered_and_orders_the_areas(
    editor: Client, tuxtla: Territory, areas: list[Territory], factor: Factor
) -> None:
    release = make_release(ReleaseNature.PROXY)
    put_values(release, areas, school=TEN)
    before = editor.get(reverse(ADDRESS, args=[PATH])).content.decode()
    assert "Registrarla" in before
    assert "1 de 1 factor prioritario" in before
    indicator = make_indicator("ASISTE")
    put_indicator(indicator, areas, TEN)
    create = reverse("proxy-create", args=[PATH])
    shown = editor.get(f"{create}?factor={factor.pk}&data=indicator-{indicator.pk}").content.decode()
    assert 'value="INEGI"' in shown
    values = typed(factor, f"indicator-{indicator.pk}", direction="lowers")
    assert editor.post(create, values).status_code == 302
    proxy = Proxy.objects.get()
    assert (proxy.title, proxy.unit, proxy.indicator, proxy.release) == (
        "Indicator ASISTE (ASISTE)", "%", indicator, None,
    )  # fmt: skip
    assert AuditEntry.objects.get().action == "proxy.create"
    index = zones_of(tuxtla).index
    assert (index.areas[0].index, index.areas[-1].index) == (100, 0)
    assert (index.source, index.year) == ("INEGI", 2020)
    text = editor.get(reverse(ADDRESS, args=[PATH])).content.decode()
    assert "10 de 10" in text
    csv = editor.get(reverse("proxies-export", args=[PATH, "csv"])).content.decode("utf-8-sig")
    assert "Indicator ASISTE" in csv


def test_bad_input_says_how_to_mend_it_and_leaves_nothing(
    editor: Client, tuxtla: Territory, areas: list[Territory], factor: Factor
) -> None:
    one, other = make_indicator("ONE"), make_indicator("OTHER")
    put_indicator(one, areas, TEN)
    put_indicator(other, areas, TEN)
    put_indicator(other, areas, TEN, source="CONAPO")
    release = make_release(ReleaseNature.PROXY)
    put_values(release, areas, crowding=TEN)
    create = reverse("proxy-create", args=[PATH])
    for numbers, change, words in (
        (f"indicator-{one.pk}", {"source": ""}, "Escriba la fuente"),
        (f"indicator-{one.pk}", {"source": "-"}, "Nombre a quien publicó"),
        (f"indicator-{one.pk}", {"source": "Encuesta propia"}, "INEGI"),
        (f"indicator-{one.pk}", {"year": "2010"}, "Estos números son de 2020"),
        (f"indicator-{other.pk}", {"source": "OCDE"}, "CONAPO; INEGI"),
        (f"release-{release.pk}", {"year": "2015"}, "no tiene ningún número de este factor"),
        ("indicator-999", {}, ""),
        ("", {}, "Elija los números"),
        (f"indicator-{one.pk}", {"direction": "unclear"}, ""),
    ):
        answer = editor.post(create, typed(factor, numbers, **change))
        assert answer.status_code == 422, (numbers, change)
        assert words in answer.content.decode()
    assert not Proxy.objects.exists()
    assert not AuditEntry.objects.exists()
    known = make_proxy(tuxtla, factor, one)
    answer = editor.post(create, typed(factor, f"indicator-{other.pk}"))
    assert answer.status_code == 422
    assert f"«{known.title}» ya está en uso para este factor" in answer.content.decode()


def test_use_changes_over_and_removal_lets_the_release_stand_in(
    editor: Client,
    tuxtla: Territory,
    areas: list[Territory],
    factor: Factor,
    client_of: ClientOf,
    member: User,
) -> None:
    put_values(make_release(ReleaseNature.PROXY), areas, school=TEN)
    one, other = make_indicator("ONE"), make_indicator("OTHER")
    put_indicator(one, areas, TEN)
    put_indicator(other, areas, TEN[::-1])
    first, second = make_proxy(tuxtla, factor, one), make_proxy(tuxtla, factor, other, in_use=False)
    assert zones_of(tuxtla).index.areas[0].index == 0
    use = reverse("proxy-use", args=[PATH, second.pk])
    assert client_of(member).post(use, {"version": 1}).status_code == 403
    editor.post(use, {"version": 7})
    assert Proxy.objects.get(in_use=True) == first
    assert editor.post(use, {"version": 1}).status_code == 302
    assert Proxy.objects.get(in_use=True) == second
    assert AuditEntry.objects.filter(action="proxy.change").count() == 2
    assert zones_of(tuxtla).index.areas[0].index == 100
    editor.post(reverse("proxy-remove", args=[PATH, second.pk]), {"version": 2})
    index = zones_of(tuxtla).index
    assert [str(one.reason) for one in index.left_out] == ["no proxy of the register is in use"]
    editor.post(reverse("proxy-remove", args=[PATH, first.pk]), {"version": 2})
    assert not Proxy.objects.exists()
    assert zones_of(tuxtla).index.areas[0].index == 0


def test_the_second_of_two_editors_sees_both_texts(
    editor: Client, tuxtla: Territory, areas: list[Territory], factor: Factor
) -> None:
    indicator = make_indicator()
    put_indicator(indicator, areas, TEN)
    proxy = make_proxy(tuxtla, factor, indicator)
    address = reverse("proxy-edit", args=[PATH, proxy.pk])
    key = f"indicator-{indicator.pk}"
    assert f'value="{key}" selected' in editor.get(address).content.decode()
    assert editor.post(address, typed(factor, key, title="Primera", version=1)).status_code == 302
    answer = editor.post(address, typed(factor, key, title="Segunda", version=1))
    assert answer.status_code == 409
    assert "Primera" in answer.content.decode()
    assert "Segunda" in answer.content.decode()


def test_what_is_constant_or_the_same_twice_is_named(
    editor: Client, tuxtla: Territory, areas: list[Territory], factor: Factor
) -> None:
    for code, values in (("crowding", TEN), ("water", [5.0] * 10)):
        more = make_factor(code)
        FactorWeight.objects.create(territory=tuxtla, factor=more, direction="raises")
        indicator = make_indicator(code)
        put_indicator(indicator, areas, values)
        make_proxy(tuxtla, more, indicator, fit="weak")
    indicator = make_indicator("SCHOOL")
    put_indicator(indicator, areas, TEN)
    make_proxy(tuxtla, factor, indicator)
    text = editor.get(reverse(ADDRESS, args=[PATH])).content.decode()
    assert "Water es igual en todas las áreas" in text
    assert "dicen casi lo mismo" in text
    assert "El ajuste es débil: Crowding, Water." in text


def test_a_proxy_of_few_areas_or_of_no_priority_is_named(
    editor: Client, tuxtla: Territory, areas: list[Territory], factor: Factor
) -> None:
    whole, thin = make_indicator("WHOLE"), make_indicator("THIN", "places")
    put_indicator(whole, areas, TEN)
    put_indicator(thin, areas, [*TEN[:4], *([None] * 6)])
    crowding, extra = make_factor("crowding"), make_factor("extra")
    for one in (factor, crowding):
        FactorWeight.objects.get_or_create(territory=tuxtla, factor=one, defaults={"direction": "raises"})
    FactorWeight.objects.filter(factor=extra).update(is_priority=False)
    make_proxy(tuxtla, factor, whole)
    make_proxy(tuxtla, crowding, thin, unit="places")
    make_proxy(tuxtla, extra, whole)
    text = editor.get(reverse(ADDRESS, args=[PATH])).content.decode()
    assert "«Crowding» tiene un número en solo 4 de 10 áreas. 6 de las 6" in text
    assert "Queda fuera del índice: Extra, porque aquí no es prioritario." in text
    assert "establecimientos" in text
    assert "en solo 4 de 10 áreas" in editor.get(reverse("zone-areas", args=[PATH])).content.decode()


def test_empty_page_teaches(editor: Client, tuxtla: Territory) -> None:
    text = editor.get(reverse(ADDRESS, args=[PATH])).content.decode()
    assert "Aún no hay variables aproximadas" in text
    assert "proxy" not in editor.get(reverse("zone-areas", args=[PATH])).context["lead"].lower()


def test_pages_cost_the_same_for_one_and_for_fifty(
    editor: Client,
    tuxtla: Territory,
    levels: dict[str, Level],
    factor: Factor,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    areas = make_areas(tuxtla, levels["ageb"], 51)
    indicator = make_indicator()
    put_indicator(indicator, areas[:1], [1.0])
    put_indicator(make_indicator("POBTOT", "persons"), areas[:1], [900.0])
    make_proxy(tuxtla, factor, indicator)
    addresses = [
        reverse(name, args=[PATH]) for name in ("proxies", "proxy-create", "zone-areas", "children-estimate")
    ]
    counted = []
    for address in addresses:
        editor.get(address)
        with django_assert_max_num_queries(25) as one:
            editor.get(address)
        counted.append(len(one))
    put_indicator(indicator, areas[1:], [float(i) for i in range(50)])
    for i in range(50):
        more = make_indicator(f"I{i}")
        put_indicator(more, areas[:2], [30.0, 40.0])
        make_proxy(tuxtla, make_factor(f"f{i}"), more)
    for address, before in zip(addresses, counted, strict=True):
        with django_assert_max_num_queries(25) as fifty:
            editor.get(address)
        assert len(fifty) == before, address
