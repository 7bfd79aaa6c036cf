"""Encodings and separators a person may choose for a text table; what is proposed is found in `text`."""

from collections.abc import Mapping

from clrisk_site.figures.message import N_

ENCODINGS: Mapping[str, str] = {
    "utf-8": N_("UTF-8 (most files of today)"),
    "cp1252": N_("Windows Western (cp1252)"),
    "mac_roman": N_("Old Macintosh (Mac Roman)"),
    "utf-16": N_("UTF-16 (“Unicode text” of Excel)"),
    "cp850": N_("DOS (cp850)"),
}

SEPARATORS: Mapping[str, str] = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
"""A word for each separator: a tab cannot be typed, and forms trim it."""

SEPARATOR_NAMES: Mapping[str, str] = {
    ",": N_("Comma ( , )"),
    ";": N_("Semicolon ( ; )"),
    "\t": N_("Tab"),
    "|": N_("Bar ( | )"),
}
