"""Every component in every state, as a browser and a checker of accessibility see it."""

import pytest

from tests.browser.visitor import WIDTHS, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/components/",
    "/components/document/",
    "/help/",
    "/help/glossary/",
    "/help/sources/",
    "/help/accessibility/",
    "/nope/",
)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_accessibility_fault_and_does_not_scroll_sideways(
    visitor: Visitor, path: str, width: int
) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 800})
    visitor.open(path)
    assert visitor.accessibility_faults() == []
    assert not visitor.scrolls_sideways()


def test_chart_is_drawn_over_its_static_twin(visitor: Visitor) -> None:
    visitor.open("/components/")
    visitor.page.locator(".c-chart__drawing.is-drawn .main-svg").first.wait_for()
    assert not visitor.page.locator(".c-chart__wide").is_visible()


def test_chart_stays_static_without_javascript(plain_visitor: Visitor) -> None:
    plain_visitor.open("/components/")
    assert plain_visitor.page.locator(".c-chart__phone svg").is_visible()
    assert plain_visitor.page.locator(".c-chart__plot").count() == 0


def test_menu_of_a_phone_opens_without_javascript(plain_visitor: Visitor) -> None:
    plain_visitor.open("/help/")
    plain_visitor.page.locator("details.c-menu > summary").click()
    assert plain_visitor.page.locator(".c-menu__panel a").first.is_visible()


def test_focus_goes_to_the_errors_of_a_form(visitor: Visitor) -> None:
    visitor.open("/accounts/login/")
    visitor.page.locator("main form button").click()
    visitor.page.wait_for_load_state()
    assert visitor.page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert visitor.page.title().startswith("Error:")
