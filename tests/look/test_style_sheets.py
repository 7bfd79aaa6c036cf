"""The built style sheets: no foreign address, no face of another institution."""

import re

import pytest

from clrisk_site.setup.assets import BUILT

CSS = BUILT / "css"
ADDRESS = re.compile(r"url\(([^)]*)\)")


@pytest.mark.parametrize("name", ["main.css", "print.css", "print-view.css", "fonts.css"])
def test_style_sheet_refers_to_our_fonts_alone(name: str) -> None:
    addresses = {found.strip("\"'") for found in ADDRESS.findall((CSS / name).read_text(encoding="utf-8"))}
    assert all(
        re.fullmatch(r"\.\./fonts/source-(sans|serif)-[\w-]+\.woff2", address) for address in addresses
    )
    assert all((CSS / address).resolve().exists() for address in addresses)


def test_paper_brings_no_faces_of_its_own() -> None:
    assert "@font-face" not in (CSS / "print.css").read_text(encoding="utf-8")


def test_no_trace_of_the_typeface_of_another_institution() -> None:
    text = (CSS / "main.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in text
    assert "crest" not in text


def test_style_sheet_of_the_screen_stays_light() -> None:
    import gzip

    assert len(gzip.compress((CSS / "main.css").read_bytes())) < 16_000


def test_labels_of_cells_break_between_words_on_phones() -> None:
    text = (CSS / "main.css").read_text(encoding="utf-8")
    rules = re.findall(r"\[data-label\]::before\{([^}]*)\}", text)
    assert any("overflow-wrap:break-word" in rule and "min-width:84px" in rule for rule in rules)
