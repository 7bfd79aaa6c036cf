"""docs/imports.md says what the specs say."""

import pytest
from django.core.management import call_command

from tests.files.imports_page import PAGE, page


@pytest.mark.django_db
def test_the_page_of_imports_is_up_to_date() -> None:
    call_command("load_catalogues", verbosity=0)
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make imports"
