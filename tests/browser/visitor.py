"""A person at a browser, as the journeys see one."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, FilePayload, Locator, Page, Request, Response

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)

# All that axe finds right would take longer to bring out of the browser than to find.
AXE_FAULTS = """standards => axe.run({runOnly: standards, resultTypes: ["violations"], preload: false}).then(
    found => found.violations.flatMap(
        fault => fault.nodes.map(node => `${fault.id}: ${node.target} ${fault.help}`)))"""

type Words = str | re.Pattern[str]


class Visitor:
    """Does what people do, by the words they see, and notes what the browser complains of.

    Attributes
    ----------
    clicks : int
        Links and buttons used so far.
    pages : list of str
        Paths of the pages shown so far, redirects left out.
    """

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.clicks = 0
        self.pages: list[str] = []
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)
        page.on("response", self._count)

    def _note(self, message: ConsoleMessage) -> None:
        # A status of 4xx is an answer that journeys ask for; the browser reports it as an error too.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.foreign.append(request.url)

    def _count(self, response: Response) -> None:
        shown = response.headers.get("content-type", "").startswith("text/html")
        if response.request.is_navigation_request() and shown and not 300 <= response.status < 400:
            self.pages.append(urlsplit(response.url).path)

    # --- Going somewhere ----------------------------------------------------------------------------------

    def open(self, path: str) -> int:
        """Open a path of the site and return the status of the answer."""
        response = self.page.goto(self.server + path)
        return response.status if response else 0

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the form, as people do."""
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.click(self.page.locator("form:has(input[name=password]) button").first)
        assert "/accounts/login" not in self.page.url, self.text

    def follow(self, words: Words, within: str = "body") -> None:
        """Use the one visible link of these words."""
        self.click(self.page.locator(within).get_by_role("link", name=words, exact=True))

    def press(self, words: Words, within: str = "body") -> None:
        """Use the one visible button of these words."""
        self.click(self.page.locator(within).get_by_role("button", name=words, exact=True))

    def open_in_menu(self, words: str) -> None:
        """Go by the menu, which a phone folds away."""
        self.page.locator("details.c-menu > summary").click()
        self.clicks += 1
        self.follow(words, "details.c-menu")

    def click(self, what: Locator) -> None:
        """Click on what opens a page, and look whether that page fits its window."""
        with self.page.expect_navigation():
            what.click()
        self.clicks += 1
        assert not self.scrolls_sideways(), f"{self.path} scrolls sideways"

    def download(self, words: str) -> tuple[str, bytes]:
        """Use a link that hands out a file; return its name and what it holds."""
        with self.page.expect_download() as awaited:
            self.page.get_by_role("link", name=words, exact=True).click()
        self.clicks += 1
        return awaited.value.suggested_filename, awaited.value.path().read_bytes()

    # --- Filling in ---------------------------------------------------------------------------------------

    def fill(self, label: str, text: str) -> None:
        self._field(label).fill(text)

    def choose(self, option: str) -> None:
        """Tick a box or a radio button by its words."""
        self._field(option).check()

    def select(self, label: str, option: str) -> None:
        self._field(label).select_option(label=option)

    def pick(self, label: str, beginning: str) -> None:
        """Choose the one option that begins so; what follows tells how sure the machine is."""
        options = self._field(label).locator("option").all_inner_texts()
        (option,) = [text for text in options if text.strip().startswith(beginning)]
        self.select(label, option)

    def attach(self, label: str, name: str, content: bytes) -> None:
        file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self._field(label).set_input_files(file)

    def value(self, label: str) -> str:
        return self._field(label).input_value()

    def is_chosen(self, option: str) -> bool:
        return self._field(option).is_checked()

    def _field(self, label: str) -> Locator:
        words = re.compile(rf"^\s*{re.escape(label)}(\s*\((opcional|optional)\))?\s*$")
        return self.page.locator("main").get_by_label(words)

    # --- Looking ------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def lead(self) -> str:
        return self.page.locator(".c-lead").inner_text()

    @property
    def text(self) -> str:
        """What the page says, without its frame."""
        return self.page.locator("main").inner_text()

    def says(self, words: str) -> bool:
        """Whether the page says this, however its lines are broken."""
        return " ".join(words.split()) in " ".join(self.text.split())

    def scrolls_sideways(self) -> bool:
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        )

    def accessibility_faults(self) -> list[str]:
        """Return what axe finds on the open page, one line per rule and place."""
        # Evaluated from outside, since the page's own policy rightly refuses a foreign script.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[str] = self.page.evaluate(AXE_FAULTS, AXE_STANDARDS)
        return found
