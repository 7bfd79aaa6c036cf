"""The glossary of the documentation and the glossary page say the same."""

from pathlib import Path

from clrisk_site.catalogue.loading import load_yaml
from clrisk_site.pages.glossary import GLOSSARY

DOCUMENT = Path(__file__).parents[2] / "docs" / "glossary.md"


def test_documentation_holds_every_term_as_the_page_says_it() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    rows = {line for line in lines if line.startswith("| **")}
    expected = {
        f"| **{words['en']}** | {entry['explanations']['en']} "
        f"| {words['es']} | {words['pt']} | {words['fr']} |"
        for entry in load_yaml(GLOSSARY)
        for words in [entry["texts"]]
    }
    assert rows == expected
