"""The page of permissions in the docs says what the code says."""

from tests.people.permission_table import PAGE, page


def test_page_of_permissions_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make permissions`"
