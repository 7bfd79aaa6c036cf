"""A person without a mouse: Tab and Enter alone, and the focus never out of sight."""

from playwright.sync_api import Locator

from tests.browser.visitor import Visitor

MOST_STOPS = 60

# How everything that can have the focus looks without it, kept until the page is left.
REMEMBER = """() => {
    const looks = element => {
        const style = getComputedStyle(element);
        // Lines that are not drawn take the colour of the text, which alone tells nobody where the focus is.
        const invisible = style.outlineStyle === "none" || style.outlineColor === "rgba(0, 0, 0, 0)";
        const edge = style.borderTopWidth === "0px" ? "" : style.borderColor;
        return [invisible ? "" : style.outline, style.boxShadow, style.backgroundColor, edge].join(" ");
    };
    window.looks = looks;
    window.atRest = new Map();
    const stops = "a, button, input, select, textarea, summary, [tabindex]";
    for (const element of document.querySelectorAll(stops))
        window.atRest.set(element, looks(element));
}"""
# What is wrong with the focus where it is now; an empty text when nothing is.
FAULT = """() => {
    const element = document.activeElement;
    const name = `${element.tagName} ${element.innerText || element.name}`;
    if (element === document.body) return "nothing has the focus";
    if (window.looks(element) === window.atRest.get(element)) return `${name} looks the same with the focus`;
    const box = element.getClientRects()[0];
    if (!box || box.width < 1 || box.height < 1) return `${name} has no size`;
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `${name} is out of the window`;
    const top = document.elementFromPoint(x, y);
    return element.contains(top) || top.contains(element) ? "" : `${name} lies under ${top.className}`;
}"""


class KeyboardVisitor:
    """Reaches everything by Tab and uses it by Enter.

    Attributes
    ----------
    stops : int
        How many times Tab was pressed.
    faults : list of str
        What was wrong with the focus on the way.
    """

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.stops = 0
        self.faults: list[str] = []

    def arrive(self) -> None:
        """Look at a page that has just been opened."""
        self.page.wait_for_load_state()
        self.page.evaluate(REMEMBER)

    def go_to(self, goal: Locator) -> None:
        """Press Tab until something has the focus, and look at every stop."""
        goal.wait_for()
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            self.stops += 1
            if fault := self.page.evaluate(FAULT):
                self.faults.append(f"{self.visitor.path}: {fault}")
            if goal.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{self.visitor.path}: {goal} was not reached in {MOST_STOPS} stops")

    def type_into(self, label: str, text: str) -> None:
        self.go_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def use(self, role: str, words: str) -> None:
        """Go to a link or button and press Enter on it."""
        find = {"link": self.page.get_by_role("link", name=words, exact=True)}
        goal = find.get(role) or self.page.get_by_role("button", name=words, exact=True)
        self.go_to(goal)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.arrive()
