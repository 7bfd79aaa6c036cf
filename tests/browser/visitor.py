"""A person at a browser, as the journeys see one."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)


class Visitor:
    """Opens addresses of the server under test and notes what the browser complains of."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._watch(request.url))

    def _note(self, kind: str, text: str) -> None:
        # A status of 4xx is an answer that journeys ask for; the browser reports it as an error too.
        if kind in {"error", "warning"} and "Failed to load resource" not in text:
            self.complaints.append(text)

    def _watch(self, url: str) -> None:
        if not url.startswith((self.server, "data:", "blob:")):
            self.foreign.append(url)

    def open(self, path: str) -> int:
        """Open a path of the site and return the status of the answer."""
        response = self.page.goto(self.server + path)
        return response.status if response else 0

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the form, as people do."""
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.locator("form:has(input[name=password]) button").first.click()
        self.page.wait_for_load_state()
        assert "/accounts/login" not in self.page.url, self.page.locator("main").inner_text()

    def scrolls_sideways(self) -> bool:
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        )

    def accessibility_faults(self) -> list[str]:
        """Return what axe finds on the open page, one line per rule and place."""
        # Evaluated from outside, since the page's own policy rightly refuses a foreign script.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("standards => axe.run({runOnly: standards})", AXE_STANDARDS)
        return [
            f"{fault['id']}: {node['target']} {fault['help']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]
