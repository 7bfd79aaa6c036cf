"""The history of one entry as days with what changed in them, for components/timeline.html. Pure."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from clrisk_site.adaptations.forms.entry import LANGUAGE_NAMES
from clrisk_site.adaptations.queries.country_catalogue import CountryEntry
from clrisk_site.catalogue.fields import Field
from clrisk_site.catalogue.registry import Catalogue
from clrisk_site.people.models import AuditEntry

type Pair = tuple[str, str, str, str]
"""Label, before, after, and the language of both."""


def history_days(
    acts: Iterable[AuditEntry], entry: CountryEntry, catalogue: Catalogue
) -> list[dict[str, Any]]:
    """Group the acts by day, the newest first."""
    days = groupby(acts, key=lambda act: timezone.localtime(act.at).date())
    return [
        {
            "label": date_format(day, pgettext("whole date, as 10 June 2026", "j F Y")),
            "entries": [_told(act, entry, catalogue) for act in found],
        }
        for day, found in days
    ]


def _told(act: AuditEntry, entry: CountryEntry, catalogue: Catalogue) -> dict[str, Any]:
    changes = [
        {"label": label, "before": before, "after": after, "lang": lang}
        for label, before, after, lang in _pairs(act.changes, entry, catalogue)
    ]
    return {
        "time": date_format(timezone.localtime(act.at), "H:i"),
        "what": _act_words(act.action.rsplit(".", 1)[-1]),
        "who": str(act.by) if act.by else gettext("The site's owner"),
        "changes": changes,
    }


def _act_words(verb: str) -> str:
    return {
        "create": gettext("Adapted or added"),
        "change": pgettext("of a catalogue entry", "Changed"),
        "reset": gettext("The shipped text was taken again"),
        "keep": gettext("Compared with the shipped text, and kept"),
    }.get(verb, verb)


def _pairs(changes: Mapping[str, Any], entry: CountryEntry, catalogue: Catalogue) -> Iterable[Pair]:
    names = {
        "texts": str(catalogue.name_label or gettext("Name")),
        "explanations": str(catalogue.more_label or ""),
    }
    for key, label in names.items():
        before, after = _sides(changes, key)
        for language, name in LANGUAGE_NAMES.items():
            if before.get(language, "") != after.get(language, ""):
                yield f"{label} · {name}", before.get(language, ""), after.get(language, ""), language
    yield from _value_pairs(changes, entry.fields)
    if isinstance(changes.get("active"), list) and changes["active"][0] is not None:
        before_active, after_active = changes["active"]
        yield gettext("In use in this country"), _yes_no(before_active), _yes_no(after_active), ""


def _value_pairs(changes: Mapping[str, Any], fields: Iterable[Field]) -> Iterable[Pair]:
    before, after = _sides(changes, "values")
    for one in fields:
        if before.get(one.code) != after.get(one.code):
            old = one.words(before[one.code]) if one.code in before else ""
            new = one.words(after[one.code]) if one.code in after else ""
            yield str(one.label), old, new, ""


def _sides(changes: Mapping[str, Any], key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return one part before and after; a first adaptation is held against the shipped entry."""
    if not isinstance(changes.get(key), list):
        return {}, {}
    before, after = changes[key]
    if before is None and isinstance(changes.get("based_on"), list):
        before = (changes["based_on"][1] or {}).get(key)
    return before or {}, after or {}


def _yes_no(value: object) -> str:
    if value is None:
        return ""
    return gettext("Yes") if value else gettext("No")
