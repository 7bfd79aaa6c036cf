"""The ranking of spaces, the rule of leadership in words, and who says they attend."""

import itertools

import pytest
from django.urls import reverse

from clrisk_site.figures.kleene import Known
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, Institution, Interview, SpaceMember
from mapping.space_ranking import SpaceFacts, rank_spaces
from tests.cast import ClientOf

ASKED = (
    "local_government_leads",
    "can_host",
    "is_tripartite",
    "has_preventive_mandate",
    "is_child_labour_specific",
    "is_institutionalised",
    "are_decisions_binding",
)


def facts(answer: Known, score: int | None, **more: Known | int | None) -> SpaceFacts:
    return SpaceFacts(**(dict.fromkeys(ASKED, answer) | {"will": score, "capacity": score} | more))  # type: ignore[arg-type]  # spelled per test


def test_leadership_comes_before_everything_else() -> None:
    led = facts(Known.NO, 0, local_government_leads=Known.YES, can_host=Known.YES)
    unknown = facts(Known.UNKNOWN, None)
    not_led = facts(Known.YES, 4, local_government_leads=Known.NO)
    assert [one.rank for one in rank_spaces([not_led, led, unknown])] == [3, 1, 2]
    assert [one.may_be_chosen for one in rank_spaces([not_led, led, unknown])] == [
        Known.NO,
        Known.YES,
        Known.UNKNOWN,
    ]


def test_not_known_is_no_lack_and_every_condition_is_said_once() -> None:
    for answer, score in ((Known.YES, 3), (Known.NO, 2), (Known.UNKNOWN, None)):
        one = rank_spaces([facts(answer, score)])[0]
        counts = {Known.YES: one.strengths, Known.NO: one.lacks, Known.UNKNOWN: one.open}
        assert len(counts.pop(answer)) == 9
        assert not any(counts.values())
    open_one, lacking = facts(Known.UNKNOWN, None, can_host=Known.NO), facts(Known.NO, None)
    assert [one.rank for one in rank_spaces([lacking, open_one])] == [2, 1]


def test_order_given_changes_no_rank_and_a_better_answer_never_lowers_one() -> None:
    spaces = [
        facts(Known.YES, 4),
        facts(Known.YES, 2),
        facts(Known.UNKNOWN, None),
        facts(Known.NO, 0),
        facts(Known.YES, 2),
    ]
    ranks = {id(space): one.rank for space, one in zip(spaces, rank_spaces(spaces), strict=True)}
    for order in itertools.permutations(spaces):
        for space, one in zip(order, rank_spaces(order), strict=True):
            assert ranks[id(space)] == one.rank
    assert ranks[id(spaces[1])] == ranks[id(spaces[4])] == 2
    for name in ASKED:
        worse = facts(Known.UNKNOWN, 2, **{name: Known.NO})
        better = facts(Known.UNKNOWN, 2, **{name: Known.YES})
        assert [one.rank for one in rank_spaces([worse, better])] == [2, 1], name


@pytest.mark.django_db
def test_pages_say_rank_rule_seats_and_attendance(
    liaison: User, tuxtla: Territory, space: CoordinationSpace, dif: Institution, client_of: ClientOf
) -> None:
    state = Institution.objects.create(territory=tuxtla, name="SEP", level="state")
    SpaceMember.objects.create(
        territory=tuxtla, space=space, institution=state, constituency="government", role="chair"
    )
    told = Interview.objects.create(territory=tuxtla, institution=dif, state="held")
    told.spaces.add(space)
    other = Institution.objects.create(territory=tuxtla, name="Retirada", level="municipal")
    withdrawn = Interview.objects.create(
        territory=tuxtla, institution=other, state="closed", withdrawn_on="2026-11-01"
    )
    withdrawn.spaces.add(space)
    client = client_of(liaison)
    address = reverse("space", args=[tuxtla.path, space.pk])
    page = client.get(address).content.decode()
    assert "Registre quién lo preside y quién es su secretaría técnica" in page
    assert "No hay un asiento registrado" in page
    assert "Retirada" not in page
    SpaceMember.objects.create(
        territory=tuxtla, space=space, institution=other, constituency="government", role="secretariat"
    )
    assert "Cumple" in client.get(address).content.decode()
    listed = client.get(reverse("spaces", args=[tuxtla.path])).content.decode()
    assert "Estatal 1 · Municipal 1" in listed
    assert "el gobierno local lo conduce" in listed.lower()
    files = client.get(reverse("spaces-export", args=[tuxtla.path, "csv"]))
    assert files.status_code == 200
    assert "Estatal 1 · Municipal 1" in files.content.decode()
