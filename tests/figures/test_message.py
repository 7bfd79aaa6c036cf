import pickle

import pytest
from hypothesis import given

from clrisk_site.figures.message import N_, NP_, Message, counts, says
from tests.figures.strategies import messages


def test_marks_return_what_they_mark() -> None:
    assert N_("Zone") == "Zone"
    assert NP_("%(count)s zone", "%(count)s zones") == ("%(count)s zone", "%(count)s zones")


def test_reads_in_english_with_messages_inside() -> None:
    assert str(says("Missing: %(what)s, 5 %%", what=says("the year"))) == "Missing: the year, 5 %"


@pytest.mark.parametrize(("count", "read"), [(0, "0 zones"), (1, "1 zone"), (2, "2 zones")])
def test_counts_choose_the_form(count: int, read: str) -> None:
    assert str(counts("%(count)s zone", "%(count)s zones", count)) == read


def test_a_plural_and_a_count_come_together() -> None:
    with pytest.raises(ValueError, match="plural"):
        Message("%(count)s zone", plural="%(count)s zones")
    with pytest.raises(ValueError, match="plural"):
        Message("%(count)s zone", count=2)


def test_its_parameters_cannot_be_changed() -> None:
    params = {"n": 1}
    message = Message("%(n)s", params)
    params["n"] = 2
    assert str(message) == "1"
    with pytest.raises(TypeError):
        message.params["n"] = 3  # type: ignore[index]  # that it fails is what is tested


def test_refuses_to_store_what_json_cannot_hold() -> None:
    with pytest.raises(TypeError, match="object"):
        says("%(x)s", x=object()).to_json()


@given(messages)
def test_survives_json_and_pickle_and_can_be_a_key(message: Message) -> None:
    assert Message.from_json(message.to_json()) == message
    # Pickle is how child processes hand messages back.
    revived = pickle.loads(pickle.dumps(message))
    assert revived == message
    assert len({message, revived}) == 1
