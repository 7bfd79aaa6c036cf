"""Turns a finished HTML document into a PDF; nothing but the built style sheets is read on the way."""

import atexit
import base64
import importlib
import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

_one_at_a_time = threading.Lock()  # the fonts are shared, and Pango lays text out with them unlocked
_SPACE_AT_END = re.compile(
    r"""\s+(?=(?:</span>)*</(?:th|td|p|li|dd|dt|div|h[1-6])>|<span\ class="c-(?:under|table__small)")""",
    re.VERBOSE,
)
_FONT_ADDRESS = re.compile(r"""url\(["']?\.\./(?P<path>fonts/[\w.-]+\.woff2)["']?\)""")


class StyleSheetsMissingError(FileNotFoundError):
    """The front-end assets were not built yet."""


class TooManyPagesError(ValueError):
    """The document is longer than it may be; `pages` says how long."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


class LibrariesMissingError(OSError):
    """The text libraries of the system that WeasyPrint loads are not installed."""


def write_pdf(html: str, *, identifier: str = "", most_pages: int | None = None) -> bytes:
    """Return the PDF of one complete HTML document.

    Parameters
    ----------
    html : str
        The whole document. Its `lang`, `<title>` and `<meta>` become those of the PDF. It refers to nothing
        outside itself: `data:` is the only kind of address that is read.
    identifier : str
        Told apart from other documents by this; the same HTML and identifier give the same bytes.
    most_pages : int, optional
        How many sheets it may fill.

    Raises
    ------
    StyleSheetsMissingError
        If the assets were not built.
    TooManyPagesError
        If it fills more sheets than `most_pages`.
    LibrariesMissingError
        If the libraries of the system are not installed; `clrisk_site.files.checks` names their packages.
    """
    document = _weasyprint().HTML(string=without_spaces_at_end(html), url_fetcher=closed_fetcher())
    options = print_options(identifier)
    with _one_at_a_time:
        laid_out = document.render(options.pop("font_config"), **options)
        if most_pages is not None and len(laid_out.pages) > most_pages:
            raise TooManyPagesError(len(laid_out.pages))
        pdf: bytes = laid_out.write_pdf(**options)
    return pdf


def without_spaces_at_end(html: str) -> str:
    """Drop the spaces at the end of blocks.

    A line that fits, but not with the space after it, is broken by WeasyPrint 70 after its first word.
    """
    return _SPACE_AT_END.sub("", html)


@lru_cache(maxsize=1)  # making one loads certificates that it never uses, which takes as long as a short page
def closed_fetcher() -> Any:
    """Return the fetcher that reads `data:` addresses alone: no network and no file of this machine."""
    return _weasyprint().urls.URLFetcher(allowed_protocols={"data"}, allow_redirects=False)


def print_options(identifier: str = "") -> dict[str, Any]:
    """Return what every document is written with: style sheets, fonts, tags and an identifier of its own."""
    sheets, fonts = _style_sheets(_newest_change())
    return {
        "stylesheets": list(sheets),
        "font_config": fonts,
        "pdf_variant": "pdf/ua-1",  # tags, language and title for screen readers; measured: it costs nothing
        "pdf_identifier": identifier.encode() or b"document",
    }


def printed_css() -> str:
    """Return the style sheets of paper as text, with the fonts inside."""
    css = _built() / "css"
    fonts = (css / "fonts.css").read_text(encoding="utf-8")
    return _FONT_ADDRESS.sub(_as_data, fonts) + (css / "print.css").read_text(encoding="utf-8")


# Reading fonts and rules takes longer than writing a page; they change only when the assets are built again.
@lru_cache(maxsize=1)
def _style_sheets(changed: float) -> tuple[tuple[Any, ...], Any]:  # noqa: ARG001 - the key of the cache
    fonts = _weasyprint().text.fonts.FontConfiguration()
    return (_weasyprint().CSS(string=printed_css(), font_config=fonts, url_fetcher=closed_fetcher()),), fonts


# At exit the fonts go while the library that frees them is still there.
atexit.register(_style_sheets.cache_clear)


def _weasyprint() -> Any:
    """Import the writer when it is first needed: it takes half a second and wants libraries of the system."""
    try:
        return importlib.import_module("weasyprint")
    except OSError as absent:
        raise LibrariesMissingError(*absent.args) from absent


def _newest_change() -> float:
    try:
        return (_built() / "css" / "print.css").stat().st_mtime
    except FileNotFoundError as missing:
        raise StyleSheetsMissingError(f"{missing.filename} is not built yet: run `make assets`") from missing


def _built() -> Path:
    return Path(settings.BASE_DIR) / "clrisk_site" / "static_built"


def _as_data(match: re.Match[str]) -> str:
    content = (_built() / match["path"]).read_bytes()
    return f'url("data:font/woff2;base64,{base64.b64encode(content).decode("ascii")}")'
