"""Two years of the same number by area: both years only, the largest rise first, limits said."""

import pytest
from django.test import Client
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Indicator, IndicatorValue, Proxy, ReleaseNature, RiskResult
from diagnosis.queries.area_changes import area_changes
from tests.cast import ClientOf
from tests.diagnosis.places import make_areas, make_factor, make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    """Four areas; the first has no number in 2020, the last none in 2010."""
    areas = make_areas(tuxtla, levels["ageb"], 4)
    make_factor("not_attending")
    values = {2010: [9.0, 8.0, 4.0, None], 2020: [None, 5.0, 6.5, 3.0]}
    for year, numbers in values.items():
        release = make_release(ReleaseNature.PROXY, year, illustrative=year == 2010)
        RiskResult.objects.bulk_create(
            RiskResult(release=release, territory=area, factor_values={"not_attending": number})
            for area, number in zip(areas, numbers, strict=True)
        )
    return areas


def test_only_areas_with_both_years(tuxtla: Territory, areas: list[Territory]) -> None:
    found = area_changes(tuxtla)
    assert (found.factor, found.before_year, found.after_year) == ("not_attending", 2010, 2020)
    assert [(one.area, one.change) for one in found.areas] == [(areas[2], 2.5), (areas[1], -3.0)]
    assert (found.risen, found.fallen, found.middle) == (1, 1, -0.25)
    assert (found.only_before, found.only_after, found.illustrative) == (1, 1, True)


def test_numbers_of_an_indicator_in_use_count_too(tuxtla: Territory, areas: list[Territory]) -> None:
    factor, indicator = make_factor("overcrowding"), Indicator.objects.create(country="MX", code="OVHAC")
    Proxy.objects.create(
        territory=tuxtla, factor=factor, indicator=indicator, title="Hacinamiento", source="CONAPO",
        direction="raises", year=2020, fit="good",
    )  # fmt: skip
    for year, value in ((2010, 40.0), (2020, 30.0)):
        IndicatorValue.objects.create(
            territory=areas[0], indicator=indicator, year=year, source="CONAPO", value=value
        )
    found = area_changes(tuxtla, "overcrowding")
    assert [one.change for one in found.areas] == [-10.0]
    assert {code for code, _name in found.factors} == {"not_attending", "overcrowding"}
    assert (found.sources, found.illustrative) == (("CONAPO",), False)
    for year, source in ((2020, "AAA"), (2010, "ZZZ")):
        IndicatorValue.objects.create(
            territory=areas[0], indicator=indicator, year=year, source=source, value=1.0, illustrative=True
        )
    assert area_changes(tuxtla, "overcrowding") == found  # two years of one producer come before others
    IndicatorValue.objects.filter(source="CONAPO").delete()
    mixed = area_changes(tuxtla, "overcrowding")
    assert (mixed.sources, mixed.illustrative) == (("AAA", "ZZZ"), True)


def test_page_and_file(tuxtla: Territory, areas: list[Territory], editor: Client) -> None:
    address = reverse("area-changes", args=[tuxtla.path])
    page = editor.get(address).content.decode()
    assert "De 2 áreas con cifra en 2010 y en 2020, subió en 1 y bajó en 1." in page
    assert "1 área tiene cifra solo en 2010" in page
    assert page.index(areas[2].code) < page.index(areas[1].code)
    assert "ilustrativ" in page
    file = editor.get(reverse("area-changes-export", args=[tuxtla.path, "csv"]))
    assert areas[2].code in file.content.decode("utf-8-sig")


def test_one_year_alone_is_no_change(tuxtla: Territory, areas: list[Territory]) -> None:
    RiskResult.objects.filter(release__year=2010).delete()
    assert area_changes(tuxtla).areas == ()


def test_empty_page_says_what_to_bring(tuxtla: Territory, editor: Client) -> None:
    page = editor.get(reverse("area-changes", args=[tuxtla.path])).content.decode()
    assert "Aún no hay cambio que mostrar" in page
