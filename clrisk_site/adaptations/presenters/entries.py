"""Catalogues and their entries as tables and lists. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from clrisk_site.adaptations.forms.entry import LANGUAGE_NAMES
from clrisk_site.adaptations.queries.country_catalogue import CountryEntry, EntryState
from clrisk_site.catalogue.registry import Catalogue
from clrisk_site.catalogue.texts import LANGUAGES

STATE_WORDS: Mapping[EntryState, str | Promise] = {
    EntryState.SHIPPED: pgettext_lazy("state of a catalogue entry", "As shipped"),
    EntryState.ADAPTED: pgettext_lazy("state of a catalogue entry", "Adapted"),
    EntryState.OVERTAKEN: pgettext_lazy("state of a catalogue entry", "The shipped text has changed since"),
    EntryState.OWN: pgettext_lazy("state of a catalogue entry", "Own entry"),
    EntryState.INACTIVE: pgettext_lazy("state of a catalogue entry", "Set aside"),
    EntryState.RETIRED: pgettext_lazy("state of a catalogue entry", "No longer shipped"),
}
_CHANGED = (EntryState.ADAPTED, EntryState.OVERTAKEN, EntryState.OWN, EntryState.INACTIVE)


@dataclass(frozen=True)
class StateCounts:
    """How many entries of a catalogue stand how."""

    entries: int
    changed: int
    overtaken: int
    lacking: int

    @classmethod
    def of(cls, entries: Sequence[CountryEntry]) -> "StateCounts":
        """Count the entries by state."""
        return cls(
            entries=len(entries),
            changed=sum(entry.state in _CHANGED for entry in entries),
            overtaken=sum(entry.is_overtaken for entry in entries),
            lacking=sum(bool(entry.lacks) for entry in entries),
        )


def catalogues_lead(country: str, counts: Sequence[StateCounts]) -> str:
    """Say how much of the catalogues the country has made its own."""
    changed, entries = sum(one.changed for one in counts), sum(one.entries for one in counts)
    lead = gettext("%(country)s has adapted or added %(changed)s of %(entries)s entries.") % {
        "country": country,
        "changed": changed,
        "entries": entries,
    }
    return _with_open(lead, sum(one.overtaken for one in counts))


def catalogue_lead(counts: StateCounts) -> str:
    """Say how one catalogue stands."""
    lead = ngettext(
        "%(count)s entry; %(changed)s adapted, added or set aside in this country.",
        "%(count)s entries; %(changed)s adapted, added or set aside in this country.",
        counts.entries,
    ) % {"count": counts.entries, "changed": counts.changed}
    return _with_open(lead, counts.overtaken)


def _with_open(lead: str, overtaken: int) -> str:
    if not overtaken:
        return lead
    more = ngettext(
        "%(count)s shipped text has changed since it was adapted.",
        "%(count)s shipped texts have changed since they were adapted.",
        overtaken,
    ) % {"count": overtaken}
    return f"{lead} {more}"


def catalogues_table(
    rows: Sequence[tuple[Catalogue, StateCounts]], url: Callable[[str], str]
) -> dict[str, Any]:
    """Make the list of catalogues for components/table.html."""
    labels = [
        gettext("Catalogue"),
        gettext("Entries"),
        gettext("Adapted or own"),
        gettext("To compare"),
        gettext("A language is missing"),
    ]
    return {
        "caption": gettext("Catalogues"),
        "holds": gettext("What the country's places are described, judged and printed with."),
        "columns": [{"label": label, "number": place > 0} for place, label in enumerate(labels)],
        "rows": [
            {
                "cells": [
                    {
                        "text": str(catalogue.label),
                        "url": url(catalogue.code),
                        "small": str(catalogue.explanation),
                    },
                    *(
                        {"text": str(number), "number": True, "label": label}
                        for label, number in zip(
                            labels[1:],
                            (counts.entries, counts.changed, counts.overtaken, counts.lacking),
                            strict=True,
                        )
                    ),
                ]
            }
            for catalogue, counts in rows
        ],
    }


def entries_table(
    catalogue: Catalogue, entries: Sequence[CountryEntry], url: Callable[[str], str]
) -> dict[str, Any]:
    """Make the entries of one catalogue for components/table.html."""
    typed = any(entry.fields for entry in entries)
    labels = [
        str(catalogue.name_label or gettext("Name")),
        *([gettext("Values")] if typed else []),
        pgettext("how an entry stands", "State"),
        gettext("Languages missing"),
    ]
    rows = [
        {"cells": [{"text": entry.name, "url": url(entry.code), "small": entry.code}, *cells]}
        for entry in entries
        for cells in [_cells(entry, labels, typed=typed)]
    ]
    return {
        "caption": str(catalogue.label),
        "holds": str(catalogue.explanation),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def _cells(entry: CountryEntry, labels: Sequence[str], *, typed: bool) -> list[dict[str, Any]]:
    lacking = languages_words(entry.lacks) or gettext("none")
    cells = [values_words(entry)] if typed else []
    texts = [*cells, str(STATE_WORDS[entry.state]), lacking]
    return [{"text": text, "label": label} for text, label in zip(texts, labels[1:], strict=True)]


def values_words(entry: CountryEntry) -> str:
    """Return the typed values in one line."""
    if len(entry.fields) == 1:
        return entry.fields[0].words(entry.value(entry.fields[0])) or gettext("none")
    return " · ".join(f"{one.label}: {one.words(entry.value(one))}" for one in entry.fields)


def languages_words(languages: Sequence[str]) -> str:
    """Name languages in the active one."""
    return ", ".join(str(LANGUAGE_NAMES[language]).lower() for language in languages)


def entry_lead(entry: CountryEntry, country: str) -> str:
    """Say how the entry stands, and what happens in languages that it lacks."""
    words = {
        EntryState.SHIPPED: gettext("The shipped text holds in %(country)s."),
        EntryState.ADAPTED: gettext("%(country)s says it in its own words; other countries see the shipped."),
        EntryState.OVERTAKEN: gettext("%(country)s adapted it, and the shipped text has changed since."),
        EntryState.OWN: gettext("%(country)s added this entry; no other country sees it."),
        EntryState.INACTIVE: gettext("%(country)s set it aside: nobody is offered it there."),
        EntryState.RETIRED: gettext("It is no longer shipped. Records that name it keep it."),
    }
    lead = words[entry.state] % {"country": country}
    if not entry.lacks:
        return lead
    missing = gettext("Spanish is shown where a language is missing: %(languages)s.")
    return f"{lead} {missing % {'languages': languages_words(entry.lacks)}}"


def give_up_lead(entry: CountryEntry, country: str) -> str:
    """Say what happens to the country's words once the shipped text is taken."""
    words = gettext(
        "“%(name)s” would say in %(country)s what is shipped. Its own words stay in the history only."
    )
    return words % {"name": entry.name, "country": country}


def text_rows(entry: CountryEntry, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Make the texts of an entry, language by language: label, value, lang."""
    parts = [(str(catalogue.name_label or _("Name")), entry.texts)]
    if catalogue.more_label and any(entry.explanations.values()):
        parts.append((str(catalogue.more_label), entry.explanations))
    rows: list[dict[str, Any]] = [
        {
            "label": f"{label} · {LANGUAGE_NAMES[language]}",
            "value": texts.get(language, ""),
            "lang": language,
        }
        for label, texts in parts
        for language in LANGUAGES
    ]
    rows += [
        {"label": str(one.label), "value": one.words(entry.value(one)) or gettext("none")}
        for one in entry.fields
    ]
    return rows


def versions_of(entry: CountryEntry, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Put the country's text and the shipped one of now side by side, for components/versions.html."""
    if entry.shipped is None or entry.held is None:
        return []
    name, more = str(catalogue.name_label or _("Name")), str(catalogue.more_label or "")
    parts = [(name, entry.held.texts, entry.shipped.texts)]
    if more:
        parts.append((more, entry.held.explanations, entry.shipped.explanations))
    rows = [
        _version(
            f"{label} · {LANGUAGE_NAMES[language]}",
            mine.get(language, ""),
            theirs.get(language, ""),
            lang=language,
        )
        for label, mine, theirs in parts
        for language in LANGUAGES
    ]
    rows += [
        _version(str(one.label), one.words(entry.value(one)), one.words(entry.shipped.values.get(one.code)))
        for one in entry.fields
    ]
    return [row for row in rows if row["differs"]]


def _version(label: str, mine: str, theirs: str, *, lang: str = "") -> dict[str, Any]:
    return {"label": label, "mine": mine, "theirs": theirs, "differs": mine != theirs, "lang": lang}
