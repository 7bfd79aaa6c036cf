"""What a sentence beside a difference from another program may excuse, and what it may not."""

import pytest

from tests.crosscheck.difference import AIM, Difference, compared

WHY = "The peer prints four digits."


def test_a_sentence_explains_no_more_than_its_bound() -> None:
    close, far = compared("m", "peer", {"close": (1.0, 1.00005), "far": (1.0, 1.01)}, WHY, at_most=1e-4)
    assert close.explained
    assert not far.explained


def test_without_a_sentence_only_the_aim_counts() -> None:
    assert Difference("m", "peer", "q", AIM).explained
    assert not Difference("m", "peer", "q", 2 * AIM).explained


def test_a_sentence_and_its_bound_come_together() -> None:
    with pytest.raises(ValueError, match="come together"):
        Difference("m", "peer", "q", 0.0, WHY)
    with pytest.raises(ValueError, match="come together"):
        Difference("m", "peer", "q", 0.0, at_most=0.1)
