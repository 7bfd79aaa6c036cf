from dataclasses import replace

import pytest

from diagnosis.statistics.coefficients import ModelCard, Spread
from diagnosis.statistics.transfer.benchmarking import Target
from diagnosis.statistics.transfer.caveats import caveats_of
from diagnosis.statistics.transfer.errors import (
    AgesDifferError,
    DefinitionsDifferError,
    GroupsDifferError,
    NotHarmonisedError,
)
from diagnosis.statistics.transfer.harmonising import LocalCard, harmonise
from diagnosis.statistics.transfer.risks import transfer_risks
from tests.diagnosis.statistics.transfer.models import CARD, reference

LOCAL = LocalCard("Census", 2020, "economic_activity", 5, 17)
SHARES = {"sex=girl": 0.5, "sex=boy": 0.5, "zone=urban": 0.6, "zone=rural": 0.3, "zone=remote": 0.1}


def said(model: ModelCard = CARD, local: LocalCard = LOCAL, **changes: float) -> list[str]:
    shares = SHARES | {name.replace("_", "="): share for name, share in changes.items()}
    return [str(message) for message in harmonise(model, local, shares)]


def test_two_sides_that_agree_have_nothing_to_say() -> None:
    assert said() == []


def test_other_ages_block() -> None:
    with pytest.raises(AgesDifferError, match=r"5 to 17.*6 to 17"):
        said(local=replace(LOCAL, age_from=6))


def test_another_definition_blocks() -> None:
    with pytest.raises(DefinitionsDifferError, match="chores"):
        said(local=replace(LOCAL, definition="chores"))


@pytest.mark.parametrize(
    ("model", "local", "of_group", "fits"),
    [
        ("sex=girl", "", False, False),
        ("sex=girl", "", True, True),
        ("sex=girl", "sex=boy", True, False),
        ("sex=01", "Sex = 1", False, True),
        ("", "sex=girl", False, True),
    ],
)
def test_a_model_of_a_group_needs_its_children(model: str, local: str, of_group: bool, fits: bool) -> None:
    card, side = replace(CARD, group=model), replace(LOCAL, group=local)
    if fits:
        assert harmonise(card, side, SHARES, of_group=of_group) == ()
    else:
        with pytest.raises(GroupsDifferError, match="sex=girl"):
            harmonise(card, side, SHARES, of_group=of_group)


def test_both_are_told_at_once() -> None:
    with pytest.raises(NotHarmonisedError) as error:
        said(local=replace(LOCAL, definition="chores", age_to=15))
    assert [type(one) for one in error.value.faults] == [AgesDifferError, DefinitionsDifferError]


@pytest.mark.parametrize(
    ("local", "words"),
    [
        (replace(LOCAL, age_to=None), "ages"),
        (replace(LOCAL, definition=""), "definition"),
        (replace(LOCAL, year=None), "years"),
    ],
)
def test_what_is_not_stated_is_said_and_does_not_block(local: LocalCard, words: str) -> None:
    [sentence] = said(local=local)
    assert words in sentence


def test_more_than_five_years_between_them_are_said() -> None:
    assert said(local=replace(LOCAL, year=2024)) == []
    [sentence] = said(local=replace(LOCAL, year=2025))
    assert "2019" in sentence
    assert "2025" in sentence
    assert len(said(local=replace(LOCAL, year=2013))) == 1


def test_two_survey_years_mixed_are_said() -> None:
    [message] = harmonise(CARD, LOCAL, SHARES, years=[2022, None, 2019])
    assert "2019, 2022" in str(message)


def test_distributions_more_than_ten_points_apart_are_said() -> None:
    assert said(sex_boy=0.6, sex_girl=0.4) == []
    both = said(sex_boy=0.61, sex_girl=0.39)
    assert len(both) == 2
    assert "50.0 % in the survey, 61.0 % in the local data" in both[0]


def test_the_category_of_reference_is_compared_too() -> None:
    """Two categories six points apart each leave the reference twelve points apart."""
    [sentence] = said(zone_urban=0.48, zone_rural=0.36, zone_remote=0.16)
    assert "zone=urban" in sentence


def test_unknown_distributions_are_said() -> None:
    [sentence] = said(model=replace(CARD, shares={}))
    assert "not compared" in sentence


def test_means_far_apart_are_said() -> None:
    card = replace(CARD, spreads={"age": Spread(5, 17, 11)})
    assert harmonise(card, LOCAL, SHARES, means={"age": 13.9}) == ()
    [message] = harmonise(card, LOCAL, SHARES, means={"age": 14.2})
    assert "a mean of 11 in the survey, of 14.2" in str(message)


def test_caveats_are_true_of_the_result() -> None:
    profiles, model = reference()
    plain = [str(one) for one in caveats_of(transfer_risks(profiles, model), ModelCard())]
    assert len(plain) == 3
    assert "synthetic" in plain[0]
    assert "were not made to add up" in plain[2]
    shifted = transfer_risks(profiles, model, target=Target(0.18))
    more = [str(one) for one in caveats_of(shifted, ModelCard(chores=False), ["1", "2"])]
    assert "-0.2767" in more[2]
    assert "18.0 %" in more[2]
    assert "girls" in more[3]
    assert "1, 2" in more[4]
