"""Statistical sources: what each level can tell, the list of them, and the sentence that opens the page."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from diagnosis.capabilities import CAPABILITY_LABELS
from diagnosis.models import Availability, DataLevel, StatisticalSource
from diagnosis.presenters.same_years import years_words
from diagnosis.queries.sources import plain_name

type Sources = Sequence[StatisticalSource]

_BEST_FIRST = (Availability.YES, Availability.PARTIAL, Availability.UNKNOWN, Availability.NO)
NONE = "none"


def sources_lead(sources: Sources) -> str:
    """Say how many sources there are, and whether the municipality's own tell child labour from work."""
    if not sources:
        return gettext("No source is recorded yet. It is not known what the data of each level can tell.")
    words = ngettext("%(count)s source is recorded.", "%(count)s sources are recorded.", len(sources))
    said = words % {"count": len(sources)}
    own = [one for one in sources if one.level == DataLevel.MUNICIPAL]
    if not own:
        return f"{said} {gettext('None of them is of the municipality: what is said of it is inferred.')}"
    best = _best(own, "separates_labour")[0]
    return f"{said} {_separation_words(best)}"


def _separation_words(best: Availability) -> str:
    return {
        Availability.YES: gettext("At municipal level one of them tells child labour from permitted work."),
        Availability.PARTIAL: gettext(
            "At municipal level child labour is told from permitted work in part only."
        ),
        Availability.NO: gettext("None at municipal level tells child labour from permitted work."),
        Availability.UNKNOWN: gettext(
            "Whether those of municipal level tell child labour from permitted work is not known yet."
        ),
    }[best]


def capability_matrix(sources: Sources) -> dict[str, Any]:
    """Return the capability matrix: for each question and level, the best answer among its sources."""
    by_level = {level: [one for one in sources if one.level == level] for level in DataLevel}
    ages = {
        "name": gettext("Ages covered"),
        "cells": [_ages_cell(level, found) for level, found in by_level.items()],
    }
    rows = [
        {
            "name": str(label),
            "cells": [_cell(level, found, name) for level, found in by_level.items()],
        }
        for name, label in CAPABILITY_LABELS.items()
    ]
    return {
        "caption": gettext("What the data of each level can tell"),
        "holds": gettext("The best answer among the sources of the level, and which source gives it."),
        "row_label": gettext("Question"),
        "columns": [str(level.label) for level in DataLevel],
        "rows": [ages, *rows],
    }


def _cell(level: DataLevel, sources: Sources, name: str) -> dict[str, str]:
    if not sources:
        return _no_source(level)
    best, by = _best(sources, name)
    told = best in (Availability.YES, Availability.PARTIAL)
    return {
        "kind": best.value,
        "word": str(best.label),
        "column": str(level.label),
        "note": ", ".join(map(str, by)) if told else "",
    }


def _ages_cell(level: DataLevel, sources: Sources) -> dict[str, str]:
    if not sources:
        return _no_source(level)
    known = [one for one in sources if one.age_from is not None or one.age_to is not None]
    if not known:
        label = str(Availability.UNKNOWN.label)
        return {"kind": Availability.UNKNOWN.value, "word": label, "column": str(level.label), "note": ""}
    covers = any((one.age_from or 0) <= 5 and (one.age_to or 17) >= 17 for one in known)
    kind = Availability.YES if covers else Availability.PARTIAL
    note = ", ".join(f"{one}: {ages_of(one)}" for one in known)
    return {"kind": kind.value, "word": str(kind.label), "column": str(level.label), "note": note}


def _no_source(level: DataLevel) -> dict[str, str]:
    return {"kind": NONE, "word": gettext("No source"), "column": str(level.label), "note": ""}


def _best(sources: Sources, name: str) -> tuple[Availability, Sources]:
    answers = {answer: [one for one in sources if getattr(one, name) == answer] for answer in _BEST_FIRST}
    return next((answer, found) for answer, found in answers.items() if found)


def ages_of(source: StatisticalSource) -> str:
    """Return the ages that a source covers, in words."""
    first, last = source.age_from, source.age_to
    if first is None and last is None:
        return gettext("Not said")
    if last is None:
        return gettext("%(first)s years and over") % {"first": first}
    if first is None:
        return gettext("up to %(last)s years") % {"last": last}
    return gettext("%(first)s to %(last)s years") % {"first": first, "last": last}


def other_years(source: StatisticalSource, sources: Sources) -> list[int]:
    """Return the other years under which a source of the same name stands."""
    same = [one for one in sources if plain_name(one.name) == plain_name(source.name)]
    return sorted({one.year for one in same if one.year is not None and one.year != source.year})


def source_table(sources: Sources, *, path: str = "", edits: bool = False) -> dict[str, Any]:
    """Return the list of the sources, each with what it can tell; the same for the page and for files."""
    labels = [
        gettext("Source"),
        gettext("Level"),
        gettext("Year"),
        gettext("Ages"),
        gettext("What it can tell"),
    ]
    rows = []
    for one in sources:
        marks = [one.producer, years_words(other_years(one, sources))]
        cells: list[dict[str, Any]] = [
            {
                "text": one.name,
                "url": reverse("data-source-edit", args=[path, one.pk]) if edits else "",
                "small": " · ".join(filter(None, marks)),
                "illustrative": one.illustrative,
            },
            {"text": one.get_level_display()},
            {"text": str(one.year) if one.year else gettext("Not said")},
            {"text": ages_of(one)},
            {"text": _told(one), "small": one.note},
        ]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("Sources"),
        "holds": gettext("From the nation down to the areas."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def capability_sheet(sources: Sources) -> dict[str, Any]:
    """Return the sources with a column per question, for a file."""
    table = source_table(sources)
    labels = [*(column["label"] for column in table["columns"][:4]), *map(str, CAPABILITY_LABELS.values())]
    labels += [gettext("Who published it"), gettext("Web address"), gettext("Note")]
    rows = []
    for one, row in zip(sources, table["rows"], strict=True):
        first, *others = row["cells"][:4]
        cells = [{**first, "small": ""}, *others]
        cells += [{"text": str(Availability(getattr(one, name)).label)} for name in CAPABILITY_LABELS]
        cells += [{"text": one.producer}, {"text": one.url}, {"text": one.note}]
        rows.append({"cells": cells})
    columns = [{"label": label} for label in labels]
    return {**table, "columns": columns, "rows": rows}


def _told(source: StatisticalSource) -> str:
    """Return what a source can tell, the clear answers first; what is not known is said last."""
    said = []
    for answer in (Availability.YES, Availability.PARTIAL, Availability.NO):
        names = [str(label) for name, label in CAPABILITY_LABELS.items() if getattr(source, name) == answer]
        if names:
            said.append(f"{answer.label}: {', '.join(names).lower()}.")
    unknown = sum(getattr(source, name) == Availability.UNKNOWN for name in CAPABILITY_LABELS)
    if unknown == len(CAPABILITY_LABELS):
        return gettext("Not known yet.")
    if unknown:
        words = ngettext(
            "%(count)s question is not answered yet.", "%(count)s questions are not answered yet.", unknown
        )
        said.append(words % {"count": unknown})
    return " ".join(said)
