"""The faults of audit chains as lines to read and as rows for a program."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from clrisk_site.people.queries.audit_breaks import Break
from clrisk_site.places.models import Territory


def break_lines(breaks: Sequence[Break]) -> list[str]:
    """One line per fault: which territory, which entry, what."""
    names = _names(breaks)
    words = _("%(place)s, entry %(number)s: %(what)s")
    return [
        words % {"place": _place(found, names), "number": found.number, "what": found.sentence}
        for found in breaks
    ]


def break_rows(breaks: Sequence[Break]) -> list[dict[str, object]]:
    """One mapping per fault, ready for JSON."""
    names = _names(breaks)
    return [
        {
            "territory": found.path,
            "name": names.get(found.path, ""),
            "number": found.number,
            "kind": str(found.kind),
            "sentence": found.sentence,
        }
        for found in breaks
    ]


def _names(breaks: Sequence[Break]) -> dict[str, str]:
    found = Territory.objects.filter(path__in={one.path for one in breaks})
    return dict(found.values_list("path", "name"))


def _place(found: Break, names: dict[str, str]) -> str:
    if not found.path:
        return _("The whole site")
    return f"{names[found.path]} ({found.path})" if found.path in names else found.path
