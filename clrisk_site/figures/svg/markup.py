"""Writes elements of SVG: escaped, without style attributes or scripts, with the fewest characters."""

from __future__ import annotations

from hashlib import blake2s
from xml.sax.saxutils import escape, quoteattr

FONT_FAMILY = "Source Sans 3, Noto Sans, sans-serif"

type Attribute = str | float | None


def element(name: str, /, *children: str, **attributes: Attribute) -> str:
    """Return one element.

    Parameters
    ----------
    name : str
        Tag of the element.
    *children : str
        Markup inside it, already escaped.
    **attributes : str, float or None
        Attributes; an underscore stands for a hyphen, a trailing one is dropped, None leaves it out.

    Returns
    -------
    str
        The markup.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={_attribute(value)}"
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def group(*children: str, **attributes: Attribute) -> str:
    """Return a group, or nothing if it would be empty."""
    return element("g", *children, **attributes) if any(children) else ""


def text(words: str, x: float, y: float, **attributes: Attribute) -> str:
    """Return words with their baseline at y; they are escaped here."""
    return element("text", plain(words), x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Attribute) -> str:
    """Return a straight line as a path, which is shorter than a line element."""
    return element("path", d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", **attributes)


def document(
    *children: str,
    width: float,
    height: float,
    unit: int = 1,
    name: str,
    title: str,
    description: str = "",
    prefix: str = "",
    **attributes: Attribute,
) -> str:
    """Return a whole drawing that says in words what it shows.

    Parameters
    ----------
    *children : str
        Markup of the drawing.
    width, height : float
        Size in pixels at which it is meant to be seen.
    unit : int, default=1
        Drawing units per pixel.
    name : str
        Class of the drawing, for the style sheet.
    title, description : str
        What is read out instead of the picture; without a title the drawing is decoration.
    prefix : str, default=""
        Start of every id in it; without one it is made from the content, so equal drawings have equal ids.
    **attributes : str, float or None
        Further attributes of the root.
    """
    body = "".join(children)
    frame = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {number(width * unit)} {number(height * unit)}",
        "width": number(width),
        "height": number(height),
        "class_": name,
        "font_family": FONT_FAMILY,
    }
    if not title:
        return element("svg", body, **frame, aria_hidden="true", focusable="false", **attributes)
    prefix = prefix or f"f{blake2s(f'{title}{description}{body}'.encode(), digest_size=6).hexdigest()}"
    spoken = element("title", plain(title), id=f"{prefix}-title")
    labelled_by = f"{prefix}-title"
    if description:
        spoken += element("desc", plain(description), id=f"{prefix}-desc")
        labelled_by += f" {prefix}-desc"
    return element("svg", spoken, body, **frame, role="img", aria_labelledby=labelled_by, **attributes)


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no superfluous zero."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def plain(words: str) -> str:
    """Return words without characters that XML forbids, escaped."""
    allowed = "".join(c for c in words if c >= " " or c in "\t\n")
    return escape("".join(c for c in allowed if not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))


def _attribute(value: str | float) -> str:
    return quoteattr(value if isinstance(value, str) else number(value))
