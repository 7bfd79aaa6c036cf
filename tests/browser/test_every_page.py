"""Every page of the demonstration that links lead to: no fault of accessibility, policy, width or words."""

import re
from collections import Counter, deque
from urllib.parse import urlsplit

import pytest

from tests.browser.demo_site import HOME
from tests.browser.visitor import Visitor
from tests.browser.wording import words_of_the_other_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILES = re.compile(r"\.(csv|geojson|pdf)$|/(csv|geojson|xlsx)/$|/files/[0-9a-f-]{36}/$|download|template")
ENOUGH_OF_A_KIND = 2  # pages of one shape; the third programme shows nothing that the first two did not


def shape_of(path: str) -> str:
    path = re.sub(r"MX(\.[0-9A-Z]+)*", "T", path)
    path = re.sub(r"(/catalogues/[a-z]+)/[a-z_0-9-]+/", r"\1/*/", path)
    return re.sub(r"/(\d+|[a-z_]+_[a-z_]+|[A-D])(?=/)", "/*", path)


def _next_pages(visitor: Visitor) -> list[str]:
    links = visitor.page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
    paths = [urlsplit(link).path for link in links if link.startswith(visitor.server)]
    return [path for path in paths if not FILES.search(path)]


def _faults(visitor: Visitor, path: str) -> list[str]:
    faults = visitor.accessibility_faults() + visitor.complaints
    visitor.complaints.clear()
    faults += [f"not in the page's language: {words}" for words in words_of_the_other_language(visitor)]
    if visitor.scrolls_sideways():
        faults.append("scrolls sideways")
    if (heads := visitor.page.locator("h1").count()) != 1:
        faults.append(f"{heads} first headings")
    if (primary := visitor.page.locator(".c-button:visible:not(.c-button--secondary)").count()) > 1:
        faults.append(f"{primary} primary buttons")
    return [f"{path}: {fault}" for fault in faults]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_that_links_lead_to(liaison_at_work: Visitor, width: int) -> None:
    visitor = liaison_at_work
    visitor.page.set_viewport_size({"width": width, "height": 800})
    seen = Counter[str]()
    known, waiting = {HOME}, deque([HOME])
    faults: list[str] = []
    while waiting:
        path = waiting.popleft()
        seen[shape_of(path)] += 1
        if seen[shape_of(path)] > ENOUGH_OF_A_KIND:
            continue
        assert visitor.open(path) == 200, path
        faults += _faults(visitor, path)
        for target in _next_pages(visitor):
            if target not in known:
                known.add(target)
                waiting.append(target)
    assert len(seen) > 30
    assert faults == []
