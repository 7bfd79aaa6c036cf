"""What people call an area: its own name, and the neighbourhoods that lie in it, beside its code."""

from collections.abc import Mapping, Sequence

from django.utils.translation import ngettext

from diagnosis.queries.areas import Area

MOST_NAMES = 4


def area_names(area: Area, names: Mapping[int, Sequence[str]], *, most: int = MOST_NAMES) -> list[str]:
    """Return the area's own name, and the neighbourhoods that people know it by."""
    own = [area.name] if area.name and area.name != area.code else []
    inside = list(names.get(area.id, ()))
    more = len(inside) - most
    shown = ", ".join(inside[:most])
    if more > 0:
        shown += " " + ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
    return [*own, *([shown] if shown else [])]


def called(area: Area, names: Mapping[int, Sequence[str]]) -> str:
    """Return the code with the first neighbourhood beside it, where one is known."""
    known = names.get(area.id)
    return f"{area.code} ({known[0]})" if known else area.code
