"""How a place stands among those beside it, which sex a label names, and parts that are counted together."""

import pytest

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, missing
from diagnosis.merged_areas import MergedPart, Part, merge_hidden
from diagnosis.models.population import Sex
from diagnosis.sex_words import sex_named
from diagnosis.shown_areas import shown_areas
from diagnosis.standing import Placed, standing_among

CLASSES = ("low", "medium", "high")


def places(*numbers: float | None, classes: str = "") -> list[Placed]:
    names = {"l": "low", "m": "medium", "h": "high", " ": ""}
    letters = classes or " " * len(numbers)
    return [
        Placed(f"p{at}", names[letter], value)
        for at, (value, letter) in enumerate(zip(numbers, letters, strict=True))
    ]


def test_rank_counts_from_the_highest_and_equals_share_their_places() -> None:
    found = standing_among("p1", places(0.1, 0.3, 0.3, 0.5, None), CLASSES)
    assert found is not None
    assert (found.rank, found.last_rank, found.with_number, found.places) == (2, 3, 4, 5)
    assert found.lower_share == pytest.approx(100 / 3)
    assert found.third == ""  # fewer than nine numbers are ordered, never classed


def test_thirds_need_nine_numbers_and_never_split_equals() -> None:
    numbers = [float(n) for n in range(9)]
    thirds = [standing_among(f"p{at}", places(*numbers), ()) for at in (0, 4, 8)]
    assert [one.third for one in thirds if one] == ["lower", "middle", "upper"]
    same = standing_among("p0", places(*[0.2] * 9), ())
    assert same is not None
    assert same.third == ""
    assert same.rank == 1
    assert same.last_rank == 9


def test_classes_alone_give_no_rank_and_nothing_published_gives_nothing() -> None:
    found = standing_among("p0", places(None, None, None, None, classes="mlh "), CLASSES)
    assert found is not None
    assert (found.lower_class, found.same_class, found.higher_class, found.with_class) == (1, 1, 1, 3)
    assert found.rank is None
    assert found.lower_share is None
    assert standing_among("p3", places(None, None, None, None, classes="mlh "), CLASSES) is None
    assert standing_among("p0", places(0.2, None), CLASSES) is None  # alone, nothing compares


@pytest.mark.parametrize(
    ("label", "sex"),
    [
        ("Niñas", Sex.GIRLS),
        ("Niños", Sex.BOYS),
        ("Mujeres", Sex.GIRLS),
        ("Hombre", Sex.BOYS),
        ("Girls", Sex.GIRLS),
        ("Garçons", Sex.BOYS),
        ("Meninas", Sex.GIRLS),
        ("Niñas y niños", None),
        ("De 5 a 11 años", None),
        ("Mujeres/Hombres", None),
        ("Manzanas", None),
    ],
)
def test_a_sex_is_read_from_the_name_of_a_group(label: str, sex: Sex | None) -> None:
    assert sex_named(label) is sex


def part(letter: str, persons: float | None, *, official: bool = False) -> Part:
    story = Story(source="Censo", year=2020, basis=Basis.COUNT, official=official)
    if persons is None:
        return Part(letter, missing(Unit.PERSONS, story))
    return Part(letter, Estimate(persons, Unit.PERSONS, story))


def merged(*parts: Part) -> dict[tuple[str, ...], float | None]:
    shown = shown_areas([one.children for one in parts], audience=Audience.PUBLIC, smallest=50)
    found: tuple[MergedPart, ...] = merge_hidden(parts, shown, smallest=50)
    return {one.letters: one.children.value for one in found}


def test_small_parts_are_counted_together_and_their_sum_gives_nobody_away() -> None:
    # Two small ones: together they may be said.
    assert merged(part("A", 900), part("B", 20), part("C", 45)) == {("A",): 900, ("B", "C"): 65}
    # One small one: the next smallest goes with it, so that it cannot be worked out.
    assert merged(part("A", 900), part("B", 20), part("C", 400)) == {("A",): 900, ("B", "C"): 420}
    # Together still too few: nothing is said.
    assert merged(part("A", 20), part("B", 25)) == {("A",): None, ("B",): None}
    # What a producer published stays, and what nobody counted is no zero.
    assert merged(part("A", 20, official=True), part("B", 300), part("C", None)) == {
        ("A",): 20,
        ("B",): 300,
        ("C",): None,
    }
