"""docs/analyse.md shows the keys and the outputs of today; the help of the command names them too."""

import re

import pytest
from django.core.management import load_command_class

from diagnosis.analyses.keys import READING_KEYS
from diagnosis.analyses.methods import NAMES, method_of
from tests.diagnosis.analyses.page import PAGE, page
from tests.diagnosis.analyses.running import example


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make analyses`"


def test_the_help_lists_methods_and_keys() -> None:
    told = load_command_class("diagnosis", "analyse").create_parser("manage.py", "analyse").format_help()
    for name in NAMES:
        assert f"\n{name}: " in told
        assert all(re.search(rf"^  {key.name}\*? ", told, re.MULTILINE) for key in method_of(name).keys)
    assert all(key.name in told for key in READING_KEYS)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_every_method_runs(name: str) -> None:
    assert "error" not in example(name)
