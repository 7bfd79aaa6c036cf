"""The page everybody meets first: legible and quiet at every width, with and without JavaScript."""

import pytest

from tests.browser.visitor import WIDTHS, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", WIDTHS)
def test_sign_in_page_has_no_accessibility_fault(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 800})
    assert visitor.open("/accounts/login/") == 200
    assert visitor.accessibility_faults() == []
    assert not visitor.scrolls_sideways()


def test_sign_in_page_works_without_javascript(plain_visitor: Visitor) -> None:
    assert plain_visitor.open("/accounts/login/") == 200
    assert plain_visitor.page.locator("input[name=password]").count() == 1
