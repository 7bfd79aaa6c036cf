"""Countings of beneficiaries on their pages: what each audience sees, the file, removing, the local offer."""

import csv
import random
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Story
from clrisk_site.figures.suppression import to_nearest
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.persons.bands import BANDS
from mapping.counted import CountedCell, CountedList, counted_list
from mapping.models import BeneficiaryCount, BeneficiaryCounting, LocalOffer, Programme
from mapping.presenters.counting_offer import proposed_numbers
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme

pytestmark = pytest.mark.one_database

STORY = Story("DIF", 2026)


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    return [
        Territory.objects.create(
            path=f"MX.07.101.000{i}", code=f"07101000{i}", name=name, level=levels["locality"], parent=tuxtla
        )
        for i, name in enumerate(("Centro", "Terán", "Copoya", "El Jobo"))
    ]


@pytest.fixture
def grants(make_programme: MakeProgramme) -> Programme:
    return make_programme("Becas")


@pytest.fixture
def counting(tuxtla: Territory, areas: list[Territory], grants: Programme) -> BeneficiaryCounting:
    """In each area 60 girls and 50 boys of primary age and some of 18; in the last one only 3 boys."""
    found = BeneficiaryCounting.objects.create(
        territory=tuxtla,
        title="Becas",
        source="DIF",
        year=2026,
        columns={"area": "Colonia"},
        rows=500,
        without_area=3,
    )
    for area in areas:
        boys = 3 if area == areas[-1] else 50
        for sex, first, last, persons in (
            ("girls", 5, 11, 60),
            ("boys", 5, 11, boys),
            ("girls", 18, 120, 20),
        ):
            BeneficiaryCount.objects.create(
                counting=found,
                area=area,
                programme=grants,
                sex=sex,
                age_from=first,
                age_to=last,
                persons=persons,
            )
    return found


def address(counting: BeneficiaryCounting, name: str = "beneficiary-counting", *more: str) -> str:
    return reverse(name, args=[counting.territory.path, counting.pk, *more])


def numbers(table: dict[str, list[dict[str, list[dict[str, str]]]]], name: str) -> list[str]:
    row = next(row for row in table["rows"] if row["cells"][0]["text"].startswith(name))
    return [cell["text"] for cell in row["cells"][1:]]


def test_the_page_shows_totals_and_hides_the_small(
    liaison: User, counting: BeneficiaryCounting, client_of: ClientOf
) -> None:
    page = client_of(liaison).get(address(counting))
    assert page.context["lead"].startswith("Se contaron 473 personas en 4 áreas.")
    assert numbers(page.context["by_area"], "Todas")[-1] == "473"
    for sex, small in (("boys", "3"), ("girls", "60")):
        narrowed = client_of(liaison).get(address(counting), {"sex": sex}).context["by_area"]
        assert "oculto" in numbers(narrowed, "El Jobo")
        assert small not in numbers(narrowed, "El Jobo")
    assert numbers(page.context["by_area"], "Centro")[-1] == "130"
    facts = {fact["label"]: fact["value"] for fact in page.context["facts"]}
    assert facts["Filas cuya área no se conoce aquí"] == "menos de 5"
    assert "Filas de la lista" not in facts


def test_a_member_of_the_commission_sees_no_more_than_the_team_and_rounded(
    liaison: User, member: User, counting: BeneficiaryCounting, client_of: ClientOf
) -> None:
    team, commission = (client_of(one).get(address(counting)).context for one in (liaison, member))
    words = "Las cantidades se redondean a 5, por lo que las sumas pueden diferir un poco."
    assert words in commission["by_area"]["holds"]
    assert words not in team["by_area"]["holds"]
    assert commission["lead"].startswith("Se contaron cerca de 475 personas en 4 áreas.")
    for table in ("by_sex", "by_area"):
        for mine, theirs in zip(team[table]["rows"], commission[table]["rows"], strict=True):
            for own, other in zip(mine["cells"][1:], theirs["cells"][1:], strict=True):
                near = own["text"] if own["text"] == "oculto" else str(to_nearest(int(own["text"])))
                assert other["text"] in (near, "oculto")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_file_carries_the_same_hidden_numbers(
    liaison: User,
    counting: BeneficiaryCounting,
    client_of: ClientOf,
    format: str,  # noqa: A002 - the word of the address
) -> None:
    answer = client_of(liaison).get(address(counting, "beneficiary-counting-export", format))
    assert answer.status_code == 200
    if format == "csv":
        text = answer.content.decode("utf-8-sig")
        rows = [line for line in text.splitlines() if "El Jobo" in line]
        assert any("Todas las áreas" in line and "475" in line for line in text.splitlines())
        assert not [line for line in rows if ",3" in line or ";3" in line]
        assert "473" not in text
        assert "se redondean a 5" in text
    assert AuditEntry.objects.filter(action="export.download").exists()


def test_the_list_tells_hundreds_only(
    liaison: User, counting: BeneficiaryCounting, client_of: ClientOf
) -> None:
    page = client_of(liaison).get(reverse("beneficiaries", args=[counting.territory.path]))
    assert "400 o más" in page.content.decode()
    assert "473" not in page.content.decode()


def test_removing_asks_why_and_keeps_the_reason_without_numbers(
    liaison: User, counting: BeneficiaryCounting, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), address(counting, "beneficiary-counting-remove")
    assert client.post(there, {"version": counting.version, "reason": ""}).status_code == 422
    stale = client.post(there, {"version": counting.version + 1, "reason": "Repetida"})
    assert stale.status_code == 302
    assert BeneficiaryCounting.objects.exists()
    done = client.post(there, {"version": counting.version, "reason": "Repetida"})
    assert done["Location"] == reverse("beneficiaries", args=[counting.territory.path])
    assert not BeneficiaryCount.objects.exists()
    gone, why = AuditEntry.objects.filter(action__startswith="beneficiarycounting.").order_by("number")
    assert why.changes == {"reason": [None, "Repetida"]}
    assert not {"rows", "without_area"} & set(gone.changes)
    assert client.post(there, {"version": counting.version, "reason": "Repetida"}).status_code == 404


def test_other_municipality_wrong_role_wrong_method(
    stranger: User, member: User, counting: BeneficiaryCounting, client_of: ClientOf
) -> None:
    remove = address(counting, "beneficiary-counting-remove")
    assert client_of(stranger).get(address(counting)).status_code == 404
    assert client_of(stranger).post(remove, {"version": 1, "reason": "x"}).status_code == 404
    assert client_of(member).post(remove, {"version": 1, "reason": "x"}).status_code == 403
    assert client_of(member).post(address(counting)).status_code == 405
    assert BeneficiaryCounting.objects.exists()


def test_the_programme_shows_it_and_fills_the_form_of_its_offer(
    liaison: User,
    counting: BeneficiaryCounting,
    grants: Programme,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    client, offer = client_of(liaison), make_offer(grants)
    page = client.get(reverse("programme", args=[counting.territory.path, grants.pk]))
    link = page.context["taking_over"]
    assert link["words"] == "Llevar 240 niñas y 155 niños al formulario de la oferta local"
    form = client.get(link["url"]).context["form"]
    assert (form["girls_served"].value(), form["boys_served"].value()) == (240, 155)
    assert LocalOffer.objects.get(pk=offer.pk).girls_served is None
    other = client.get(f"{reverse('offer-edit', args=[counting.territory.path, offer.pk])}?counting=99999")
    assert other.context["form"]["girls_served"].value() is None


def test_the_pages_ask_as_much_of_many_cells_as_of_few(
    liaison: User,
    counting: BeneficiaryCounting,
    grants: Programme,
    client_of: ClientOf,
    django_assert_max_num_queries: object,
) -> None:
    client = client_of(liaison)
    for there in (address(counting), reverse("programme", args=[counting.territory.path, grants.pk])):
        with django_assert_max_num_queries(25):  # type: ignore[operator]  # the fixture of pytest-django
            assert client.get(there).status_code == 200


def cells_of(seed: int, persons: int) -> tuple[CountedCell, ...]:
    draw = random.Random(seed)
    found: Counter[tuple[str, str, str, int | None]] = Counter()
    for _ in range(persons):
        area = f"MX.07.101.{min(int(draw.expovariate(0.3)), 12):04d}"
        sex = draw.choices(("girls", "boys", "unknown"), (49, 49, draw.choice((0, 1, 8))))[0]
        age = draw.choices((*(first for first, _last in BANDS), None), (5, 40, 25, 20, 4, 1))[0]
        found[area, draw.choice(("1", "2", "")), sex, age] += 1
    return tuple(CountedCell(*place, persons) for place, persons in sorted(found.items(), key=str))


def shared(counted: CountedList) -> tuple[str, ...]:
    names = [{axis.name for axis in table.table.axes} for table in (counted.by_area, counted.whole)]
    return tuple(sorted(names[0] & names[1]))


@pytest.mark.parametrize(("seed", "persons"), [(1, 30), (2, 300), (3, 900), (4, 4000), (5, 20000)])
def test_two_tables_share_only_totals_that_both_show_to_everybody(seed: int, persons: int) -> None:
    cells = cells_of(seed, persons)
    seen = [counted_list(cells, STORY, audience) for audience in Audience]
    assert len({tuple(axis.name for axis in one.by_area.table.axes) for one in seen}) == 1
    for counted in seen:
        if counted.by_area is counted.whole:
            continue
        axes = [axis for axis in counted.whole.table.axes if axis.name in shared(counted)]
        for nodes in product(*(axis.nodes for axis in axes)):
            asked = {axis.name: node for axis, node in zip(axes, nodes, strict=True) if node}
            one, other = counted.by_area.at(**asked), counted.whole.at(**asked)
            assert one.is_available
            assert one.value == other.value


def test_a_list_that_tells_no_sex_says_nothing_of_girls() -> None:
    cells = tuple(CountedCell(f"MX.07.101.{i:04d}", "", "unknown", None, 40 + i) for i in range(4))
    counted = counted_list(cells, STORY, Audience.TEAM)
    assert counted.sexes == ("unknown",)
    assert counted.served("1") is None
    assert counted.at().value == 166
    assert counted.at_area("MX.07.101.0003").value == 43


def test_few_persons_without_sex_do_not_hide_all_others() -> None:
    cells = tuple(
        CountedCell(f"MX.07.101.{i:04d}", "1", sex, 5, persons)
        for i in range(4)
        for sex, persons in (("girls", 60), ("boys", 50), ("unknown", 1))
    )
    counted = counted_list(cells, STORY, Audience.PUBLIC)
    assert counted.left_out == 4
    assert counted.at().value == 440


def test_a_list_spread_over_many_areas_is_told_without_them(
    liaison: User, tuxtla: Territory, areas: list[Territory], client_of: ClientOf
) -> None:
    small = BeneficiaryCounting.objects.create(
        territory=tuxtla, title="Pocas", source="DIF", year=2026, rows=24
    )
    for area in areas:
        for sex in ("girls", "boys"):
            BeneficiaryCount.objects.create(
                counting=small, area=area, sex=sex, age_from=5, age_to=11, persons=3
            )
    client = client_of(liaison)
    page = client.get(address(small))
    assert "demasiado pequeña para mostrar sus áreas" in page.content.decode()
    assert page.context["by_area"] is None
    file = client.get(address(small, "beneficiary-counting-export", "csv")).content.decode("utf-8-sig")
    assert "Niñas y mujeres" in file
    assert "Centro" not in file
    assert len(page.context["by_sex"]["exports"]) == 3
    assert "sex" not in page.context["filter"].filters


def numbers_seen(client: Client, counting: BeneficiaryCounting) -> dict[tuple[str, ...], int]:
    """Read every number of a counting that its page, its file and the page of its programme show."""
    programme = counting.counts.first().programme_id  # type: ignore[union-attr]  # it has counts
    page = client.get(address(counting)).context
    served = client.get(reverse("programme", args=[counting.territory.path, programme])).context["served"]
    file = client.get(address(counting, "beneficiary-counting-export", "csv")).content.decode("utf-8-sig")
    seen: dict[tuple[str, ...], str] = {
        (table["caption"], row["cells"][0]["text"], cell["label"]): cell["text"]
        for table in (page["by_sex"], page["by_area"], {**served["table"], "caption": "programme"})
        for row in table["rows"]
        for cell in row["cells"][1:]
    }
    for number, line in enumerate(csv.reader(file.splitlines())):
        seen |= {("file", *line[:2], str(at)): text for at, text in enumerate(line[2:]) if number > 2}
    return {key: int(text) for key, text in seen.items() if text.isdigit()}


def test_two_countings_that_differ_by_one_child_are_not_subtracted_to_it(
    liaison: User, member: User, counting: BeneficiaryCounting, areas: list[Territory], client_of: ClientOf
) -> None:
    outside = client_of(member)
    before = numbers_seen(outside, counting)
    assert before
    for area, sex in ((areas[0], "girls"), (areas[1], "boys"), (areas[3], "boys")):
        with transaction.atomic():
            BeneficiaryCount.objects.filter(area=area, sex=sex, age_from=5).update(persons=F("persons") - 1)
            after = numbers_seen(outside, counting)
            transaction.set_rollback(True)
        told = {before[key] - after[key] for key in before.keys() & after.keys()}
        assert told <= {-5, 0, 5}


@pytest.mark.parametrize("seed", [2, 3])
def test_no_child_follows_from_two_countings_in_any_view(seed: int) -> None:
    cells = cells_of(seed, 700)
    for gone in range(0, len(cells), max(1, len(cells) // 6)):
        fewer = [*cells]
        fewer[gone] = replace(fewer[gone], persons=fewer[gone].persons - 1)
        one, other = (
            counted_list(tuple(cell for cell in some if cell.persons), STORY, Audience.COMMISSION)
            for some in (cells, fewer)
        )
        for name in ("by_area", "whole"):
            first, second = getattr(one, name).cells, getattr(other, name).cells
            shown = [(first[at].value, second[at].value) for at in first.keys() & second.keys()]
            assert {a - b for a, b in shown if a is not None and b is not None} <= {-5, 0, 5}


@pytest.mark.parametrize(("seed", "persons"), [(1, 120), (2, 300), (3, 900)])
def test_what_goes_into_an_offer_everybody_reads_in_the_counting(seed: int, persons: int) -> None:
    cells = cells_of(seed, persons)
    seen = [counted_list(cells, STORY, audience) for audience in Audience]
    for programme in (1, 2):
        brought = proposed_numbers(seen[-1], programme)
        for counted in seen if brought else ():
            served = counted.served(str(programme))
            assert served is not None
            shown = [to_nearest(int(one.value)) for one in served if one.value is not None]
            assert shown == [brought["girls_served"], brought["boys_served"]]
