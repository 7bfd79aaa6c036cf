"""The caveats as sentences, for pages and documents."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext

from clrisk_site.catalogue.wording import render
from diagnosis.caveats import Caveat, named


def caveat_list(caveats: Iterable[Caveat]) -> list[dict[str, Any]]:
    """Return one entry per caveat: `code`, `text`, and `concerns` as one line, "" without any."""
    return [
        {"code": one.code.value, "text": render(one.message), "concerns": _line(one.concerns)}
        for one in caveats
    ]


def _line(concerns: tuple[str, ...]) -> str:
    first, more = named(concerns)
    line = "; ".join(first)
    if not more:
        return line
    words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
    return f"{line}; {words}"
