"""Finds the sheets of a workbook that are called as is wanted, such as after a state."""

import re
from collections.abc import Iterable, Iterator

from clrisk_site.tables.territories import name_key

_CODE = re.compile(r"^\W*\d[\d.\-]*[\s_.\-]+(?=\D)")


def sheets_named(sheets: Iterable[str], wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the sheets whose name means a wanted one, each with that name, the best first.

    Accents, case, articles, "Estado de" and a code before the name do not matter.

    Examples
    --------
    >>> list(sheets_named(["Nacional", "07 CHIAPAS "], ["Tuxtla", "Chiapas"]))
    [('07 CHIAPAS ', 'Chiapas')]
    """
    keys = [(sheet, name_key(_CODE.sub("", sheet))) for sheet in sheets]
    for name in wanted:
        key = name_key(name)
        yield from ((sheet, name) for sheet, own in keys if key and own == key)
