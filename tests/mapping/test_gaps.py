"""Gap types against slow, obvious code, and the promise that what is not known is never a gap nor a cover."""

import dataclasses
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clrisk_site.figures.kleene import Known
from mapping.gaps import (
    Contribution,
    GapType,
    Presence,
    Situation,
    evidence_hash,
    judge_gap,
    judge_together,
    presence_of,
)

HUGE = 10**9
places = st.one_of(st.none(), st.sampled_from([0, 1, 94, 95, 96, 100, 410, 980]))


def contributions(count: int) -> st.SearchStrategy[tuple[Contribution, ...]]:
    one = st.builds(
        Contribution,
        key=st.just(""),
        presence=st.sampled_from(Presence),
        places=places,
        without_quota=st.booleans(),
        rule=st.just(""),
    )
    return st.lists(one, max_size=count).map(
        lambda found: tuple(dataclasses.replace(each, key=str(i)) for i, each in enumerate(found))
    )


situations = st.builds(
    Situation,
    need=st.one_of(st.none(), st.sampled_from([1, 96, 100, 980])),
    contributions=contributions(3),
    competent=st.sampled_from(Known),
    all_reviewed=st.booleans(),
)


def completions(situation: Situation) -> list[Situation]:
    """Ways in which what is unknown could turn out: nothing there, or more than anybody needs."""
    needs = [1, HUGE] if situation.need is None else [situation.need]
    options = []
    for one in situation.contributions:
        if one.presence is Presence.UNKNOWN:
            options.append(
                [
                    dataclasses.replace(one, presence=Presence.ELSEWHERE),
                    dataclasses.replace(one, presence=Presence.SERVES, places=HUGE),
                ]
            )
        elif one.presence is Presence.SERVES and one.places is None and not one.without_quota:
            options.append([dataclasses.replace(one, places=0), dataclasses.replace(one, places=HUGE)])
        else:
            options.append([one])
    stands_alone = all(one.presence is Presence.NOT_RUNNING for one in situation.contributions)
    if not situation.all_reviewed and stands_alone:
        options.append(
            [
                Contribution("new", Presence.NOT_RUNNING),
                Contribution("new", Presence.SERVES, places=HUGE),
            ]
        )
    return [
        dataclasses.replace(situation, need=need, contributions=tuple(chosen), all_reviewed=True)
        for need in needs
        for chosen in itertools.product(*options)
    ]


def obvious_type(complete: Situation) -> GapType:
    """The decision table in plain words, for situations of which nothing is unknown."""
    assert complete.need is not None
    if complete.need == 0:
        return GapType.COVERED
    total, alone = 0, 0
    for one in complete.contributions:
        if one.presence == "serves":
            total += one.places or 0
            if one.without_quota or (one.places or 0) * 100 >= complete.need * 95:
                alone += 1
    if alone >= 2:
        return GapType.DUPLICATED
    if alone == 1 or total * 100 >= complete.need * 95:
        return GapType.COVERED
    present = {one.presence.value for one in complete.contributions}
    for presence, kind in (
        ("serves", GapType.PLACES_INSUFFICIENT),
        ("barred", GapType.RULE_PREVENTS),
        ("elsewhere", GapType.DOES_NOT_REACH),
    ):
        if presence in present:
            return kind
    return GapType.NOBODY_COMPETENT if complete.competent == "no" else GapType.NO_PROGRAMME


def obvious_cover(situation: Situation) -> Known:
    answers = {obvious_type(complete) in ("covered", "duplicated") for complete in completions(situation)}
    return Known.UNKNOWN if len(answers) > 1 else Known.of(answers.pop())


@given(situations)
@settings(max_examples=500, deadline=None)
def test_whether_it_is_covered_agrees_with_trying_every_way(situation: Situation) -> None:
    assert judge_gap(situation).covers is obvious_cover(situation)


@given(situations)
@settings(max_examples=500, deadline=None)
def test_a_fully_known_cell_has_the_type_of_the_table(situation: Situation) -> None:
    for complete in completions(situation):
        assert judge_gap(complete) is obvious_type(complete)


@given(situations, st.data())
@settings(deadline=None)
def test_learning_a_fact_never_turns_cover_into_a_gap_or_the_reverse(
    before: Situation, data: st.DataObject
) -> None:
    known = judge_gap(before).covers
    after = data.draw(st.sampled_from(completions(before)))
    if known is not Known.UNKNOWN:
        assert judge_gap(after).covers is known


@given(st.lists(contributions(3), min_size=1, max_size=3), st.data())
@settings(deadline=None)
def test_zones_together_are_covered_only_where_each_is(
    found: list[tuple[Contribution, ...]], data: st.DataObject
) -> None:
    together = [Situation(data.draw(st.sampled_from([None, 1, 100])), one) for one in found]
    single = [judge_gap(one).covers for one in together]
    kind = judge_together(together)
    if Known.NO in single:
        assert kind.covers is Known.NO
    else:
        assert kind.covers is (Known.UNKNOWN if Known.UNKNOWN in single else Known.YES)


def serves(number: int | None, key: str = "a") -> Contribution:
    return Contribution(key, Presence.SERVES, places=number)


@pytest.mark.parametrize(
    ("situation", "kind"),
    [
        (Situation(980, (serves(410),)), GapType.PLACES_INSUFFICIENT),
        (Situation(980, (serves(0),)), GapType.PLACES_INSUFFICIENT),
        (Situation(890, (serves(870),)), GapType.COVERED),
        (Situation(980, (serves(500, "a"), serves(480, "b"))), GapType.COVERED),
        (Situation(980, (serves(980, "a"), serves(1000, "b"))), GapType.DUPLICATED),
        (Situation(980, (serves(None),)), GapType.UNKNOWN),
        (Situation(980, (serves(980, "a"), serves(None, "b"))), GapType.COVERED),
        (Situation(None, (serves(410),)), GapType.UNKNOWN),
        (Situation(None, (Contribution("a", Presence.SERVES, without_quota=True),)), GapType.COVERED),
        (Situation(None, (Contribution("a", Presence.ELSEWHERE),)), GapType.DOES_NOT_REACH),
        (Situation(0), GapType.COVERED),
        (
            Situation(9, (Contribution("a", Presence.BARRED), Contribution("b", Presence.ELSEWHERE))),
            GapType.RULE_PREVENTS,
        ),
        (
            Situation(9, (Contribution("a", Presence.BARRED), Contribution("b", Presence.UNKNOWN))),
            GapType.UNKNOWN,
        ),
        (Situation(9, (Contribution("a", Presence.NOT_RUNNING),)), GapType.NO_PROGRAMME),
        (Situation(9), GapType.NO_PROGRAMME),
        (Situation(9, competent=Known.YES), GapType.NO_PROGRAMME),
        (Situation(9, competent=Known.NO), GapType.NOBODY_COMPETENT),
        (Situation(9, competent=Known.NO, all_reviewed=False), GapType.UNKNOWN),
        (Situation(9, of_one_level=True), GapType.UNKNOWN),
        (Situation(9, of_one_level=True, competent=Known.YES), GapType.NO_PROGRAMME),
        (Situation(9, of_one_level=True, competent=Known.NO), GapType.NOBODY_COMPETENT),
    ],
)
def test_decision_table(situation: Situation, kind: GapType) -> None:
    assert judge_gap(situation) is kind


def test_a_surplus_in_one_zone_does_not_help_another() -> None:
    rich, poor = Situation(100, (serves(1000),)), Situation(100, (serves(10),))
    assert judge_together([rich, poor]) is GapType.PLACES_INSUFFICIENT


def test_together_an_offer_is_double_only_if_two_suffice_in_every_zone() -> None:
    double = Situation(100, (serves(100, "a"), serves(100, "b")))
    other = Situation(100, (serves(100, "a"), serves(5, "b")))
    nobody = Situation(0)
    assert judge_together([double, other]) is GapType.COVERED
    assert judge_together([double, double, nobody]) is GapType.DUPLICATED
    assert judge_together([nobody]) is GapType.COVERED


@pytest.mark.parametrize(
    ("running", "reaches", "is_barred", "presence"),
    [
        ("yes", "yes", False, "serves"),
        ("yes", "yes", True, "barred"),
        ("yes", "unknown", True, "barred"),
        ("yes", "unknown", False, "unknown"),
        ("unknown", "yes", False, "unknown"),
        ("unknown", "no", False, "elsewhere"),
        ("yes", "no", True, "elsewhere"),
        ("no", "yes", False, "not_running"),
        ("no", "unknown", True, "not_running"),
    ],
)
def test_one_known_obstacle_settles_that_it_does_not_serve(
    running: str, reaches: str, is_barred: bool, presence: str
) -> None:
    found = presence_of(running=Known(running), reaches=Known(reaches), is_barred=is_barred)
    assert found is Presence(presence)


def test_the_hash_follows_what_decided_and_nothing_else() -> None:
    base = Situation(980, (serves(410),), competent=Known.UNKNOWN)
    kind = judge_gap(base)

    def of(situation: Situation, powers: tuple[str, ...] = ("1:execute:Ley",)) -> str:
        return evidence_hash(judge_gap(situation), [situation], powers)

    assert of(base) == of(base)
    assert len(of(base)) == 64
    assert of(base) != of(dataclasses.replace(base, need=981))
    assert of(base) != of(dataclasses.replace(base, contributions=(serves(411),)))
    assert of(base) != of(base, powers=())
    elsewhere = Situation(980, (Contribution("a", Presence.ELSEWHERE, places=3),))
    other = Situation(980, (Contribution("a", Presence.ELSEWHERE, places=4),))
    assert of(elsewhere) == of(other), "places of an offer that does not reach decide nothing"
    assert kind is GapType.PLACES_INSUFFICIENT


@given(contributions(3), st.randoms())
@settings(deadline=None)
def test_the_hash_does_not_depend_on_the_order_of_rows(
    found: tuple[Contribution, ...], random: object
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    one, two = Situation(9, found), Situation(9, tuple(shuffled))
    assert evidence_hash(judge_gap(one), [one], ["b", "a"]) == evidence_hash(
        judge_gap(two), [two], ["a", "b"]
    )
