"""The literature log as texts: lead, tables of searches and references, and the page of one reference."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from diagnosis.models import Direction, FactorMention, LiteratureSearch, Reference
from diagnosis.queries.literature import LiteratureCount

MOST_NAMED = 3


def literature_lead(count: LiteratureCount) -> str:
    """Say how much was read, and which priority factors nothing speaks of."""
    if not count.references:
        if not count.searches:
            return gettext("No publication has been entered yet. What others found is the first evidence.")
        return ngettext(
            "%(count)s search is logged, and no publication of it was kept.",
            "%(count)s searches are logged, and no publication of them was kept.",
            count.searches,
        ) % {"count": grouped(count.searches)}
    text = ngettext(
        "%(count)s publication has been read.", "%(count)s publications have been read.", count.references
    ) % {"count": grouped(count.references)}
    return f"{text} {_unspoken(count)}".strip()


def _unspoken(count: LiteratureCount) -> str:
    if not count.priority:
        return ""
    if not count.unspoken:
        return gettext("Together they speak of every priority factor.")
    named = "; ".join(gettext("“%(label)s”") % {"label": name} for name in count.unspoken[:MOST_NAMED])
    rest = len(count.unspoken) - MOST_NAMED
    if rest > 0:
        named += " " + ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest}
    return gettext("None speaks of: %(factors)s.") % {"factors": named}


def reference_table(references: Iterable[Reference], *, path: str) -> dict[str, Any]:
    """Make the table of the references."""
    labels = [gettext("Publication"), gettext("What it describes"), gettext("What it says of the factors")]
    rows = []
    for one in references:
        cells: list[dict[str, Any]] = [
            {
                "text": one.citation,
                "url": reverse("reference", args=[path, one.pk]),
                "small": one.population,
                "illustrative": one.illustrative,
            },
            {"text": one.get_level_display(), "small": ages_words(one.age_from, one.age_to)},
            {"text": said_words(one.mentions.all()) or gettext("nothing of the factors listed here")},
        ]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("Publications read"),
        "holds": gettext("What a publication found elsewhere need not hold here."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def reference_sheet(references: Iterable[Reference]) -> dict[str, Any]:
    """Make the table of a file: one row per publication and factor, so that it can be counted."""
    labels = [
        gettext("Publication"),
        gettext("Year of publication"),
        gettext("What it describes"),
        gettext("Population"),
        gettext("Ages"),
        gettext("Factor"),
        gettext("Direction"),
        gettext("Page, size, or words of the authors"),
        gettext("Link"),
    ]
    rows = []
    for one in references:
        mentions: list[FactorMention | None] = [*one.mentions.all()]
        rows += [_sheet_row(one, mention) for mention in mentions or [None]]
    return {
        "caption": gettext("Publications read"),
        "holds": gettext("What a publication found elsewhere need not hold here."),
        "columns": [{"label": label, "number": place == 1} for place, label in enumerate(labels)],
        "rows": rows,
    }


def _sheet_row(one: Reference, mention: FactorMention | None) -> dict[str, Any]:
    texts = [
        one.citation,
        "" if one.year is None else str(one.year),
        one.get_level_display(),
        one.population,
        ages_words(one.age_from, one.age_to),
        str(mention.factor) if mention else "",
        mention.get_direction_display() if mention else "",
        mention.note if mention else "",
        one.url,
    ]
    cells: list[dict[str, Any]] = [{"text": text} for text in texts]
    cells[1]["value"] = one.year
    cells[0]["illustrative"] = one.illustrative
    return {"cells": cells}


def search_table(searches: Iterable[LiteratureSearch], *, path: str, edits: bool) -> dict[str, Any]:
    """Make the table of the searches; an empty number was not noted."""
    labels = [
        gettext("Words that were searched for"),
        gettext("Where"),
        gettext("Date"),
        gettext("Found"),
        gettext("Kept"),
    ]
    rows = []
    for one in searches:
        cells: list[dict[str, Any]] = [
            {
                "text": one.terms,
                "small": " · ".join(part for part in (one.language, one.note) if part),
                "url": reverse("search-edit", args=[path, one.pk]) if edits else "",
            },
            {"text": one.engine},
            {"text": formats.date_format(one.searched_on, "SHORT_DATE_FORMAT"), "value": one.searched_on},
            _number(one.hits),
            _number(one.kept),
        ]
        rows.append(
            {
                "cells": [
                    {**cell, "label": label, "number": place > 2}
                    for place, (cell, label) in enumerate(zip(cells, labels, strict=True))
                ]
            }
        )
    return {
        "caption": gettext("Searches made"),
        "holds": gettext("With these words somebody else can search again."),
        "columns": [
            {"label": label, "number": place > 2, **({"kind": "date"} if place == 2 else {})}
            for place, label in enumerate(labels)
        ],
        "rows": rows,
    }


def _number(number: int | None) -> dict[str, Any]:
    return {"text": gettext("not noted") if number is None else grouped(number), "value": number}


def reference_lead(reference: Reference) -> str:
    """Say of how many factors a publication speaks."""
    number = len(reference.mentions.all())
    if not number:
        return gettext("It speaks of none of the factors listed here.")
    text = ngettext("It speaks of %(count)s factor.", "It speaks of %(count)s factors.", number)
    return text % {"count": number}


def reference_facts(reference: Reference) -> list[dict[str, Any]]:
    """Return the facts of a reference for components/summary_list.html."""
    search = reference.search
    return [
        {"label": gettext("Year of publication"), "value": str(reference.year or "") or not_noted()},
        {"label": gettext("What it describes"), "value": reference.get_level_display()},
        {"label": gettext("Population"), "value": reference.population or not_noted()},
        {"label": gettext("Ages"), "value": ages_words(reference.age_from, reference.age_to) or not_noted()},
        {
            "label": gettext("Found by this search"),
            "value": search.terms if search else gettext("No search: it was known or sent"),
            "small": search.engine if search else "",
        },
    ]


def mention_table(mentions: Sequence[FactorMention], *, path: str) -> dict[str, Any]:
    """Make the table of what a publication says of each factor."""
    labels = [
        gettext("Factor"), gettext("Direction"), gettext("Page, size, or words of the authors")
    ]  # fmt: skip
    rows = [
        [
            {"text": str(one.factor), "url": reverse("factor", args=[path, one.factor_id])},
            {"text": one.get_direction_display()},
            {"text": one.note},
        ]
        for one in mentions
    ]
    return {
        "caption": gettext("What it says of the factors"),
        "holds": gettext("As the authors found it, for the people they studied."),
        "columns": [{"label": label} for label in labels],
        "rows": [
            {"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]}
            for cells in rows
        ],
        "empty": gettext("nothing of the factors listed here"),
    }


def said_words(mentions: Iterable[FactorMention]) -> str:
    """Return the factors a publication speaks of, by direction: "goes with more: …; goes with less: …"."""
    by_way: dict[str, list[str]] = {way.value: [] for way in Direction}
    for one in mentions:
        by_way[one.direction].append(str(one.factor))
    heads = {
        Direction.RAISES: gettext("With more: %(factors)s"),
        Direction.LOWERS: gettext("With less: %(factors)s"),
        Direction.UNCLEAR: gettext("Unclear: %(factors)s"),
    }
    return ". ".join(
        heads[Direction(way)] % {"factors": ", ".join(names)} for way, names in by_way.items() if names
    )


def ages_words(youngest: int | None, oldest: int | None) -> str:
    """Return "12 to 17 years", or as much of it as is known."""
    if youngest is None and oldest is None:
        return ""
    if youngest is None or oldest is None:
        words = gettext("up to %(age)s years") if youngest is None else gettext("from %(age)s years")
        return words % {"age": oldest if youngest is None else youngest}
    return gettext("%(youngest)s to %(oldest)s years") % {"youngest": youngest, "oldest": oldest}


def not_noted() -> str:
    """Return what stands for a detail that nobody noted."""
    return gettext("not noted")
