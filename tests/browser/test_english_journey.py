"""The liaison reads the site in English, finds no Spanish words of it, and goes back to Spanish."""

import pytest

from tests.browser.demo_site import HOME
from tests.browser.visitor import Visitor
from tests.browser.wording import foreign_to, texts_of, words_of_the_other_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "scope/",
    "scope/edit/",
    "diagnosis/",
    "profile/",
    "factors/",
    "zones/",
    "zones/areas/",
    "zones/new/",
    "needs/",
    "definition/",
    "mapping/",
    "programmes/",
    "programmes/new/",
    "institutions/",
    "spaces/",
    "gaps/",
    "gaps/not_attending/C/",
    "design/",
    "design/edit/",
    "gate/",
    "work-plan/",
    "lines/new/",
    "execution/",
    "data/",
    "data/import/programmes/",
    "documents/",
    "plan/",
)
HELP = ("/help/", "/help/glossary/", "/help/sources/", "/help/accessibility/", "/nope/")


def test_liaison_reads_every_page_in_english_and_goes_back(plain_liaison: Visitor) -> None:
    liaison = plain_liaison
    assert (language(liaison), words_of_the_other_language(liaison)) == ("es", [])
    assert foreign_to("en").among(texts_of(liaison))  # the check sees Spanish words where there are some
    liaison.press("English")
    assert liaison.path == HOME
    assert language(liaison) == "en"
    assert liaison.page.get_by_role("heading", name="The four stages").count() == 1
    left: list[str] = []
    for path in [HOME, *(HOME + page for page in PAGES), *HELP]:
        liaison.open(path)
        assert language(liaison) == "en", path
        left += [f"{path}: {words}" for words in words_of_the_other_language(liaison)]
    assert left == []

    liaison.open(HOME)
    liaison.press("Español")
    assert language(liaison) == "es"
    assert liaison.page.get_by_role("heading", name="Las cuatro etapas").count() == 1


def language(visitor: Visitor) -> str | None:
    return visitor.page.locator("html").get_attribute("lang")
