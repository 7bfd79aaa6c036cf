"""Every page of the demonstration that links lead to: no fault of accessibility, policy, width or words."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser.demo_site import HOME
from tests.browser.visitor import WIDTHS, Visitor
from tests.browser.wording import words_of_the_other_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Wide tables made for paper are no pages of the site either.
FILES = re.compile(
    r"\.(csv|geojson|pdf)$|/(csv|geojson|xlsx|pdf|docx)/$|/files/[0-9a-f-]{36}/$|download|template"
    r"|/exchange/export/|/interviews/\d+/form/$|/export/print/$"
)
ENOUGH_OF_A_KIND = 2  # pages of one shape are asked for; the first of them is looked at in the browser


def shape_of(path: str) -> str:
    path = re.sub(r"MX(\.[0-9A-Z]+)*", "T", path)
    path = re.sub(r"(/catalogues/[a-z]+)/[a-z_0-9-]+/", r"\1/*/", path)
    return re.sub(r"/(\d+|[a-z_]+_[a-z_]+|[A-D])(?=/)", "/*", path)


def targets_of(html: str, path: str) -> list[str]:
    links = [unescape(link) for link in re.findall(r'<a\b[^>]*?\shref="([^"]+)"', html)]
    paths = [
        urlsplit(urljoin(path, link)).path for link in links if not link.startswith(("#", "http", "mailto"))
    ]
    return [target for target in paths if not FILES.search(target)]


def _faults(visitor: Visitor, path: str) -> list[str]:
    faults = [f"not in the page's language: {words}" for words in words_of_the_other_language(visitor)]
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width} px: {fault}" for fault in _faults_of_this_width(visitor)]
    faults += visitor.complaints
    visitor.complaints.clear()
    return [f"{path}: {fault}" for fault in faults]


def _faults_of_this_width(visitor: Visitor) -> list[str]:
    faults = visitor.accessibility_faults()
    if visitor.scrolls_sideways():
        faults.append("scrolls sideways")
    if (heads := visitor.page.locator("h1").count()) != 1:
        faults.append(f"{heads} first headings")
    if (primary := visitor.page.locator(".c-button:visible:not(.c-button--secondary)").count()) > 1:
        faults.append(f"{primary} primary buttons")
    return faults


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_that_links_lead_to(liaison_at_work: Visitor, half: int) -> None:
    """Each half follows all links, and looks at every second kind of page in the browser."""
    visitor = liaison_at_work
    seen = Counter[str]()
    known, waiting = {HOME}, deque([HOME])
    faults: list[str] = []
    while waiting:
        path = waiting.popleft()
        seen[shape_of(path)] += 1
        if seen[shape_of(path)] > ENOUGH_OF_A_KIND:
            continue
        answer = visitor.page.request.get(visitor.server + path)
        assert answer.status == 200, path
        if seen[shape_of(path)] == 1 and len(seen) % 2 == half:
            assert visitor.open(path) == 200, path
            faults += _faults(visitor, path)
        for target in targets_of(answer.text(), path):
            if target not in known:
                known.add(target)
                waiting.append(target)
    assert len(seen) > 30
    assert faults == []
