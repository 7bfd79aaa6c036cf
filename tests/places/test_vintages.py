"""Two maps compared: what was founded, split, merged, renamed, recoded, moved, and what is mere drawing."""

from dataclasses import replace

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import translate

from clrisk_site.places.vintages import ChangeKind, Outline, TerritoryChange, compare, compare_vintages
from tests.atlas.storing import outline, square

ROW = [outline(f"{at:03d}", square(at * 0.1, 0)) for at in range(1, 9)]
LEFT, RIGHT = square(0.1, 0, 0.06), square(0.16, 0, 0.04)


def kinds(before: list[Outline], after: list[Outline]) -> dict[str, str]:
    """Return what became of every territory that changed, by its code."""
    found = compare_vintages(before, after)
    return {one.outline.code: one.kind.value for one in found if one.kind is not ChangeKind.UNCHANGED}


def only(found: tuple[TerritoryChange, ...], kind: ChangeKind) -> TerritoryChange:
    (one,) = [change for change in found if change.kind is kind]
    return one


def test_the_same_map_twice_has_no_change() -> None:
    assert {one.kind for one in compare_vintages(ROW, ROW)} == {ChangeKind.UNCHANGED}
    assert compare_vintages([], []) == ()


def test_a_part_that_became_a_territory_was_split_and_names_whose_it_was() -> None:
    after = [outline("001", LEFT), *ROW[1:], outline("099", RIGHT)]
    found = compare_vintages(ROW, after)
    split = only(found, ChangeKind.SPLIT_FROM)
    assert (split.outline.code, split.parts[0].of.code, round(split.share, 2)) == ("07099", "07001", 1.0)
    giver = only(found, ChangeKind.MOVED)
    assert (giver.outline.code, round(giver.share, 2), giver.came_km2) == ("07001", 0.4, 0.0)
    assert giver.parts[0].of.code == "07099"


def test_split_and_joined_again_tells_the_same_backwards() -> None:
    after = [outline("001", LEFT), *ROW[1:], outline("099", RIGHT)]
    assert kinds(after, ROW) == {"07099": "merged", "07001": "moved"}
    merged = only(compare_vintages(after, ROW), ChangeKind.MERGED)
    assert merged.parts[0].of.code == "07001"


def test_one_made_of_parts_of_several_was_founded() -> None:
    four = [outline(f"{at:03d}", square(at % 2 * 0.1, at // 2 * 0.1)) for at in range(4)]
    new = square(0.05, 0.05)
    after = [outline(one.code[2:], shapely.difference(one.geometry, new)) for one in four]
    found = compare_vintages([*four, *ROW[3:]], [*after, outline("099", new), *ROW[3:]])
    assert {part.of.code for part in only(found, ChangeKind.FOUNDED).parts} == {one.code for one in four}


def test_one_dissolved_into_two_is_gone_and_both_were_split_from_it() -> None:
    after = [outline("098", LEFT), outline("099", RIGHT), *ROW[1:]]
    assert kinds(ROW, after) == {"07098": "split_from", "07099": "split_from", "07001": "gone"}


def test_two_joined_under_a_new_code_merged_into_it() -> None:
    after = [outline("099", square(0.1, 0, 0.2)), *ROW[2:]]
    assert kinds(ROW, after) == {"07001": "merged", "07002": "merged", "07099": "founded"}


def test_the_same_place_under_another_code_was_recoded() -> None:
    after = [outline("099", ROW[0].geometry), *ROW[1:]]
    assert kinds(ROW, after) == {"07099": "recoded"}
    swapped = [outline("001", ROW[1].geometry), outline("002", ROW[0].geometry), *ROW[2:]]
    assert kinds(ROW, swapped) == {"07001": "recoded", "07002": "recoded"}


def test_another_name_is_told_from_another_spelling_and_silence_is_no_name() -> None:
    before = [outline("001", LEFT, "Angel Albino Corzo"), outline("002", RIGHT, "Cintalapa de Figueroa")]
    after = [outline("001", LEFT, "ÁNGEL ALBINO CORZO"), outline("002", RIGHT, "Cintalapa")]
    assert kinds(before, after) == {"07001": "respelled", "07002": "renamed"}
    assert kinds(before, [outline("001", LEFT), outline("002", RIGHT)]) == {}


def test_borders_drawn_more_coarsely_are_no_moves_but_a_strip_is() -> None:
    coarse = [
        outline(one.code[2:], translate(one.geometry, 0.002 * (-1) ** at, 0.001))
        for at, one in enumerate(ROW)
    ]
    assert kinds(ROW, coarse) == {}
    coarse[3] = outline("004", square(0.4, 0, 0.13))
    coarse[4] = outline("005", square(0.53, 0, 0.07))
    assert kinds(ROW, coarse) == {"07004": "moved", "07005": "moved"}
    assert compare(ROW, coarse).tolerance.width_m > 100


def test_areas_of_whole_territories_are_the_published_ones() -> None:
    giver, joined = replace(ROW[0], area_km2=120.0), outline("002", square(0.1, 0, 0.2))
    found = compare_vintages([giver, *ROW[1:]], [joined, *ROW[2:]])
    assert only(found, ChangeKind.MERGED).went_km2 == 120.0
    assert round(only(found, ChangeKind.MOVED).came_km2, 6) == 120.0


def test_where_the_other_map_is_silent_the_change_says_so() -> None:
    found = compare_vintages(ROW, [*ROW, outline("099", square(0, 5))])
    assert only(found, ChangeKind.ONLY_LATER).covered == 0


def test_an_outline_that_crosses_itself_still_counts_with_its_area() -> None:
    bow = shapely.from_wkt("POLYGON((-92.9 16, -92.8 16.1, -92.8 16, -92.9 16.1, -92.9 16))")
    assert not bow.is_valid
    found = compare_vintages(ROW, [outline("001", bow), *ROW[1:]])
    assert only(found, ChangeKind.MOVED).outline.code == "07001"


@st.composite
def maps(draw: st.DrawFn) -> tuple[list[Outline], list[Outline]]:
    """A row of squares, and the same after some were split, joined, recoded or renamed."""
    before = [outline(f"{at:03d}", square(at * 0.1, 0), f"Uno {at}") for at in range(1, 9)]
    after: list[Outline] = []
    at = 0
    while at < len(before):
        one, code = before[at], before[at].code[2:]
        fate = draw(st.sampled_from(["stays", "splits", "joins", "recoded", "renamed"]))
        if fate == "splits":
            west = draw(st.sampled_from([0.03, 0.04, 0.06, 0.07]))
            left = (at + 1) * 0.1
            after += [outline(code, square(left, 0, west), one.name)]
            after += [outline(f"9{code[1:]}", square(left + west, 0, 0.1 - west), "Nuevo")]
        elif fate == "joins" and at + 1 < len(before):
            after.append(outline(code, square((at + 1) * 0.1, 0, 0.2), one.name))
            at += 1
        elif fate == "recoded":
            after.append(outline(f"8{code[1:]}", one.geometry, one.name))
        else:
            name = "Otro nombre" if fate == "renamed" else one.name
            after.append(outline(code, one.geometry, name))
        at += 1
    return before, after


MIRRORED = {
    "founded": "gone",
    "split_from": "merged",
    "gone": "founded",
    "merged": "split_from",
    "only_later": "only_earlier",
    "only_earlier": "only_later",
}


@settings(max_examples=40, deadline=None)
@given(pair=maps(), seed=st.randoms(use_true_random=False))
def test_order_changes_nothing_and_backwards_mirrors(
    pair: tuple[list[Outline], list[Outline]], seed: object
) -> None:
    before, after = pair
    found = compare_vintages(before, after)
    mixed_before, mixed_after = list(before), list(after)
    seed.shuffle(mixed_before)  # type: ignore[attr-defined]  # hypothesis hands out a Random
    seed.shuffle(mixed_after)  # type: ignore[attr-defined]  # the same
    assert compare_vintages(mixed_before, mixed_after) == found
    told = {path for change in found for path in _paths(change)}
    assert told == {one.path for one in (*before, *after)}
    forwards = sorted(MIRRORED.get(one.kind, one.kind.value) for one in found)
    assert forwards == sorted(one.kind.value for one in compare_vintages(after, before))


def _paths(change: TerritoryChange) -> set[str]:
    return {one.path for one in (change.before, change.after) if one is not None}
