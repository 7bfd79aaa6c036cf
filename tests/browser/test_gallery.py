"""Every component in every state, as a browser and a checker of accessibility see it."""

import pytest

from clrisk_site.pages.gallery.specimens import read_specimens
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
    *(f"/components/{name}/" for name in read_specimens()),
)
PARTS = 6
"""Tests over which the pages are spread: each new browser and emptied database costs as much as two pages."""

# What can be focused on a component's page, and whether each shows that it has the focus.
UNSEEN_FOCUS = """() => {
  const unseen = [];
  const kinds = ["a[href]", "button", "select", "textarea", "summary", "input"].map(kind => `main ${kind}`);
  for (const one of document.querySelectorAll(kinds.join())) {
    if (!one.checkVisibility()) continue;
    one.focus({focusVisible: true});
    const isBox = one.matches("input[type=radio], input[type=checkbox]");
    const drawn = isBox ? getComputedStyle(one.nextElementSibling, "::before") : getComputedStyle(one);
    const seen = parseFloat(drawn.outlineWidth) >= 3 && drawn.outlineStyle !== "none";
    if (!seen) unseen.push(one.outerHTML.slice(0, 120));
  }
  return unseen;
}"""
MOVING = "() => document.getAnimations().length"
OF_INTEREST = ("table", "progress", "field-known", "field-money", "confirmation", "matrix", "comments")


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_have_no_fault_and_do_not_scroll_sideways(visitor: Visitor, part: int) -> None:
    faults: list[str] = []
    for path in PAGES[part::PARTS]:
        visitor.open(path)
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{path} {width}: {fault}" for fault in visitor.accessibility_faults()]
            if visitor.scrolls_sideways():
                faults.append(f"{path} {width}: scrolls sideways")
        faults += [f"{path}: {complaint}" for complaint in visitor.complaints]
        visitor.complaints.clear()
    assert faults == []
    assert visitor.foreign == []


@pytest.mark.parametrize("name", OF_INTEREST)
def test_focus_is_seen_with_the_colours_of_the_machine(visitor: Visitor, name: str) -> None:
    visitor.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    visitor.open(f"/components/{name}/")
    assert visitor.page.evaluate(UNSEEN_FOCUS) == []
    assert visitor.page.evaluate(MOVING) == 0


@pytest.mark.parametrize("name", OF_INTEREST)
def test_focus_is_seen(visitor: Visitor, name: str) -> None:
    visitor.open(f"/components/{name}/")
    assert visitor.page.evaluate(UNSEEN_FOCUS) == []


def test_bar_of_progress_is_as_long_as_what_is_done(visitor: Visitor) -> None:
    visitor.open("/components/progress/")
    bar = visitor.page.locator("#progress-running")
    assert bar.evaluate("bar => bar.position") == pytest.approx(118 / 199)
    assert visitor.page.locator("#progress-unknown").evaluate("bar => bar.position") == -1


def test_count_of_a_long_text_follows_what_is_typed(visitor: Visitor) -> None:
    visitor.open("/components/field-long-text/")
    box = visitor.page.locator("[data-state=empty]")
    box.locator("textarea").fill("diez letra")
    assert box.locator("[data-count]").inner_text() == "Quedan 190 letras"
    box.locator("textarea").fill("a" * 203)
    assert box.locator("[data-count]").inner_text() == "Sobran 3 letras"


def test_limit_of_a_long_text_stands_there_without_javascript(plain_visitor: Visitor) -> None:
    plain_visitor.open("/components/field-long-text/")
    assert plain_visitor.page.locator("[data-count]").first.inner_text() == "Hasta 200 letras"


def test_a_table_is_sorted_by_its_choice_on_phones_and_by_its_heads_elsewhere(visitor: Visitor) -> None:
    visitor.open("/components/table/")
    sorted_state = visitor.page.locator("[data-state='ordenada, con descargas']")
    assert sorted_state.locator("th[aria-sort=descending]").count() == 1
    assert not sorted_state.locator("select").is_visible()
    visitor.page.set_viewport_size({"width": 320, "height": 800})
    assert sorted_state.locator("select").is_visible()
    assert not sorted_state.locator("thead a").first.is_visible()


def test_chart_is_drawn_over_its_static_twin(visitor: Visitor) -> None:
    visitor.open("/components/chart/")
    visitor.page.locator(".c-chart__drawing.is-drawn .main-svg").first.wait_for()
    assert not visitor.page.locator("[data-state=full] .c-chart__wide").is_visible()


def test_chart_stays_static_without_javascript(plain_visitor: Visitor) -> None:
    plain_visitor.open("/components/chart/")
    assert plain_visitor.page.locator("[data-state=full] .c-chart__phone svg").is_visible()
    assert plain_visitor.page.locator(".c-chart__plot").count() == 0


def test_menu_of_a_phone_opens_without_javascript(plain_visitor: Visitor) -> None:
    plain_visitor.open("/help/")
    plain_visitor.page.locator("details.c-menu > summary").click()
    assert plain_visitor.page.locator(".c-menu__panel a").first.is_visible()


def test_focus_goes_to_the_errors_of_a_form(visitor: Visitor) -> None:
    visitor.open("/accounts/login/")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_load_state()
    assert visitor.page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert visitor.page.title().startswith("Error:")
