"""The lists of schools and of services per area: what they say, hide, narrow and hand out."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Indicator, IndicatorValue, School

SOURCE = "SEP"


@pytest.fixture
def area(tuxtla: Territory, levels: dict[str, Level]) -> Territory:
    return Territory.objects.create(
        path="MX.07.101.0001.0458", code="0710100010458", name="0458", level=levels["ageb"], parent=tuxtla
    )


@pytest.fixture
def schools(area: Territory, tuxtla: Territory) -> None:
    def add(code: str, where: Territory, level: str, *counts: int | None, year: int = 2020) -> None:
        enrolment, girls, boys = counts
        School.objects.create(
            territory=where, code=code, name=f"Escuela {code}", level=level, enrolment=enrolment,
            girls=girls, boys=boys, year=year, source=SOURCE,
        )  # fmt: skip

    add("07DPR0001A", area, "Primaria", 176, 89, 87)
    add("07DPR0002B", area, "Primaria", 43, 3, 40)
    add("07DES0003C", tuxtla, "Secundaria", None, None, None)
    add("07DPR0009Z", area, "Primaria", 999, None, None, year=2010)


def cells(client: Client, **asked: str) -> list[list[str]]:
    answer = client.get(reverse("schools", args=["MX.07.101"]), asked)
    assert answer.status_code == 200
    return [[cell["text"] for cell in row["cells"]] for row in answer.context["table"]["rows"]]


@pytest.mark.usefixtures("schools")
def test_the_newest_register_with_small_numbers_hidden(client: Client, liaison: User) -> None:
    client.force_login(liaison)
    rows = {row[0]: row[1:] for row in cells(client)}
    assert list(rows) == ["Escuela 07DES0003C", "Escuela 07DPR0001A", "Escuela 07DPR0002B"]
    assert rows["Escuela 07DPR0001A"][2:] == ["176", "89", "87"]
    # 43 and 40 would tell of the three girls.
    assert rows["Escuela 07DPR0002B"][2] == "43"
    assert not any(text.isdigit() for text in rows["Escuela 07DPR0002B"][3:])
    assert not any(text.isdigit() for text in rows["Escuela 07DES0003C"][2:])


@pytest.mark.usefixtures("schools")
def test_filters_and_other_registers(client: Client, liaison: User) -> None:
    client.force_login(liaison)
    assert [row[0] for row in cells(client, level="Secundaria")] == ["Escuela 07DES0003C"]
    assert [row[0] for row in cells(client, text="0002b")] == ["Escuela 07DPR0002B"]
    assert len(cells(client, area="0710100010458")) == 2
    assert [row[0] for row in cells(client, register=f"2010:{SOURCE}")] == ["Escuela 07DPR0009Z"]
    nothing = client.get(reverse("schools", args=["MX.07.101"]), {"text": "x"})
    assert not nothing.context["rows"].object_list


@pytest.mark.usefixtures("schools")
def test_the_file_hides_what_the_page_hides(client: Client, liaison: User) -> None:
    client.force_login(liaison)
    answer = client.get(reverse("schools-export", args=["MX.07.101", "csv"]))
    text = answer.content.decode("utf-8-sig")
    assert "176" in text
    assert "40" not in text.split("07DPR0002B")[1].split("\n")[0]


@pytest.mark.usefixtures("area")
def test_services_per_area_keep_missing_apart_from_zero(
    client: Client, liaison: User, tuxtla: Territory, area: Territory, levels: dict[str, Level]
) -> None:
    other = Territory.objects.create(
        path="MX.07.101.0001.0462", code="0710100010462", name="0462", level=levels["ageb"], parent=tuxtla
    )
    clinics, shops = (
        Indicator.objects.create(country="MX", code=code, name=code, unit="places")
        for code in ("clinics", "places_shops")
    )
    for indicator, where, year, value in (
        (clinics, area, 2020, 4), (clinics, other, 2020, 0), (clinics, area, 2015, 99),
        (shops, area, 2021, 7),
    ):  # fmt: skip
        IndicatorValue.objects.create(
            territory=where, indicator=indicator, year=year, source="DENUE", value=value
        )
    client.force_login(liaison)
    answer = client.get(reverse("facilities", args=["MX.07.101"]))
    rows = [[cell["value"] for cell in row["cells"][1:]] for row in answer.context["table"]["rows"]]
    assert rows == [[4, 7], [0, None]]
    assert [row["cells"][1]["value"] for row in answer.context["services"]["rows"]] == [4, 7]
    file = client.get(reverse("facilities-export", args=["MX.07.101", "csv"])).content.decode("utf-8-sig")
    assert "0710100010462" in file


@pytest.mark.usefixtures("schools")
def test_the_pages_ask_little_of_the_database(
    client: Client, liaison: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(liaison)
    for name in ("schools", "facilities"):
        with django_assert_max_num_queries(25):
            client.get(reverse(name, args=["MX.07.101"]))


def test_nothing_yet(client: Client, liaison: User) -> None:
    client.force_login(liaison)
    for name in ("schools", "facilities"):
        assert client.get(reverse(name, args=["MX.07.101"])).status_code == 200
        assert client.get(reverse(f"{name}-export", args=["MX.07.101", "csv"])).status_code == 200
