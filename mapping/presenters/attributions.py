"""Who may act on each factor, by which article: the matrix, the sentences, and the table that is exported."""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from mapping.attributions import CHILD_LABOUR, Attribution, Attributions, Body, Matter
from mapping.models import CompetenceNature, GovernmentLevel
from mapping.presenters.saying import joined

WIDEST = 9
"""Institutions that fit beside one another on the screen."""
_NAMED = 3

type CellUrl = Callable[[Matter, Body], str]


def attributions_lead(found: Attributions) -> str:
    """Say over how many factors somebody may act, and where nobody was found or nothing was read."""
    factors = [matter for matter in found.matters if matter.code != CHILD_LABOUR]
    if not factors:
        return gettext("No factor has been chosen yet, so there is nothing to hold norms against.")
    acted = sum(bool(found.powers_over(matter)) for matter in factors)
    text = ngettext(
        "Somebody may act by a cited norm on %(acted)s of %(count)s factor.",
        "Somebody may act by a cited norm on %(acted)s of %(count)s factors.",
        len(factors),
    )
    said = [text % {"acted": acted, "count": len(factors)}]
    barred = sum(not found.powers_over(one) and bool(found.without_power(one)) for one in factors)
    if barred:
        text = ngettext(
            "On %(count)s, the documents read give nobody a power.",
            "On %(count)s, the documents read give nobody a power.",
            barred,
        )
        said.append(text % {"count": barred})
    if unread := len(factors) - acted - barred:
        text = ngettext("On %(count)s, nothing was read.", "On %(count)s, nothing was read.", unread)
        said.append(text % {"count": unread})
    return " ".join(said)


def matrices_of(
    found: Attributions, *, url: CellUrl | None = None, widest: int = WIDEST
) -> list[dict[str, Any]]:
    """Return the matrix, parted by level and number where its columns do not fit beside one another.

    Parameters
    ----------
    url : callable, optional
        From a crossing to its page; on paper there is none.
    widest : int
        How many institutions one matrix may have.
    """
    return [_matrix(found, bodies, url) for bodies in parted(found.bodies, widest)]


def parted(bodies: Sequence[Body], widest: int) -> list[tuple[Body, ...]]:
    """Part institutions into groups of at most `widest`: by level first, since levels are compared."""
    if len(bodies) <= widest:
        return [tuple(bodies)] if bodies else []
    by_level = [[body for body in bodies if body.level is level] for level in (*GovernmentLevel, None)]
    return [
        tuple(group[start : start + widest]) for group in by_level for start in range(0, len(group), widest)
    ]


def _matrix(found: Attributions, bodies: Sequence[Body], url: CellUrl | None) -> dict[str, Any]:
    levels = list(dict.fromkeys(body.level_word for body in bodies))
    caption = gettext("Who may act on what")
    return {
        "caption": caption if len(levels) > 1 else f"{caption}: {levels[0].lower()}",
        "columns": [{"name": body.short, "level": body.level_word, "full": body.name} for body in bodies],
        "rows": [
            {
                "name": matter.name,
                "note": acting_words(found, matter),
                "is_open": not found.powers_over(matter),
                "cells": [crossing_cell(found, matter, body, url) for body in bodies],
            }
            for matter in found.matters
        ],
    }


def acting_words(found: Attributions, matter: Matter) -> str:
    """Say in two words how many may act on a matter."""
    acting = len(found.powers_over(matter))
    if acting:
        return ngettext("%(count)s may act", "%(count)s may act", acting) % {"count": acting}
    return gettext("nobody found") if found.without_power(matter) else gettext("nothing read")


def crossing_cell(found: Attributions, matter: Matter, body: Body, url: CellUrl | None) -> dict[str, Any]:
    """Return one cell: each nature once, with its articles."""
    entries = found.at(matter, body)
    natures = [nature for nature in CompetenceNature if any(one.nature is nature for one in entries)]
    return {
        "natures": [
            {
                "code": nature.value,
                "word": nature_word(nature),
                "articles": ", ".join(one.article for one in entries if one.nature is nature and one.article),
            }
            for nature in natures
        ],
        "url": url(matter, body) if url and entries else "",
        "body": body.short,
    }


def nature_word(nature: CompetenceNature) -> str:
    """Return the one word of a nature in a cell."""
    return gettext("No power") if nature is CompetenceNature.NONE else str(nature.label)


def legend() -> list[dict[str, str]]:
    """Return every symbol with its word."""
    return [{"code": nature.value, "word": nature_word(nature)} for nature in CompetenceNature]


def lists_of(found: Attributions, *, path: str) -> list[dict[str, Any]]:
    """Return one block per matter: the sentence, and who may act by which article."""
    return [
        {
            "code": matter.code,
            "name": matter.name,
            "sentence": matter_sentence(found, matter),
            "is_open": not found.powers_over(matter),
            "bodies": [
                {
                    "name": body.name,
                    "url": reverse("attribution", args=[path, matter.code, body.pk]),
                    "level": body.level_word,
                    "powers": [power_words(one) for one in powers],
                    "illustrative": any(one.illustrative for one in powers),
                }
                for body, powers in found.powers_over(matter)
            ],
        }
        for matter in found.matters
    ]


def matter_sentence(found: Attributions, matter: Matter) -> str:
    """Say who may run an action on a matter and who may coordinate it, or why nobody was found."""
    if not found.powers_over(matter):
        return nobody_sentence(found, matter)
    runs = found.bodies_that(CompetenceNature.EXECUTE, matter)
    leads = found.bodies_that(CompetenceNature.COORDINATE, matter)
    said = [
        _may(runs, gettext("May run an action on it: %(who)s."))
        or gettext("No norm that was read lets anybody run an action on it."),
        _may(leads, gettext("May coordinate it: %(who)s."))
        or gettext("No norm that was read lets anybody coordinate it."),
    ]
    return " ".join(said)


def nobody_sentence(found: Attributions, matter: Matter) -> str:
    """Say that nobody was found who may act, what was read, and what is still to be read."""
    read = found.without_power(matter)
    if read:
        text = ngettext(
            "Nobody found: %(names)s was read and gives no power over it.",
            "Nobody found: %(names)s were read and give no power over it.",
            len(read),
        )
        said = text % {"names": _some(read)}
    else:
        said = gettext("Nobody found yet: no document has been read for it.")
    if not found.unread:
        return said
    return f"{said} {gettext('Still to be read: %(names)s.') % {'names': _some(found.unread)}}"


def _may(bodies: Sequence[Body], words: str) -> str:
    return words % {"who": _some([body.short for body in bodies])} if bodies else ""


def _some(names: Sequence[str]) -> str:
    """Name the first few, and say how many more there are."""
    if len(names) <= _NAMED + 1:
        return joined(list(names))
    more = ngettext("%(count)s more", "%(count)s more", len(names) - _NAMED) % {"count": len(names) - _NAMED}
    return joined([*names[:_NAMED], more])


def power_words(power: Attribution) -> dict[str, str]:
    """Return a power in words: what it lets do, and by which article."""
    article = power.article or gettext("article not noted yet")
    return {
        "code": power.nature.value,
        "nature": str(power.nature.label),
        "norm": f"{power.document}, {article}",
        "summary": power.summary,
    }


def crossing_lead(matter: Matter, body: Body, entries: Sequence[Attribution]) -> str:
    """Say what was read of one institution over one matter."""
    words = {"body": body.short, "matter": matter.name}
    powers = [one for one in entries if one.is_power]
    if not entries:
        return gettext("No document has been read for what %(body)s may do about “%(matter)s”.") % words
    if not powers:
        return gettext("What was read gives %(body)s no power over “%(matter)s”.") % words
    natures = joined(
        [str(nature.label).lower() for nature in CompetenceNature if any(p.nature is nature for p in powers)]
    )
    return gettext("By norm, %(body)s may act on “%(matter)s”: %(natures)s.") % {**words, "natures": natures}


def crossing_rows(entries: Sequence[Attribution], *, path: str) -> list[dict[str, Any]]:
    """Return the entries of one crossing as rows, with the addresses that change them."""
    return [
        {
            **power_words(one),
            "pk": one.pk,
            "version": one.version,
            "document": one.document,
            "article": one.article or gettext("article not noted yet"),
            "norm_url": reverse("norm", args=[path, one.norm_id]) if one.norm_id else "",
            "illustrative": one.illustrative,
            "edit_url": reverse("competence-edit", args=[path, one.pk]),
            "remove_url": reverse("competence-remove", args=[path, one.pk]),
        }
        for one in entries
    ]


def attribution_sheet(found: Attributions) -> dict[str, Any]:
    """Return every entry as one row of a table, for a file; a matter without any has a row that says so."""
    labels = [
        gettext("Factor"),
        gettext("Institution"),
        gettext("Level"),
        gettext("What the norm lets it do"),
        gettext("Norm"),
        gettext("Article"),
        gettext("What it says"),
    ]
    rows: list[list[str]] = []
    for matter in found.matters:
        before = len(rows)
        for body in found.bodies:
            rows += [_sheet_row(matter, body, one) for one in found.at(matter, body)]
        if len(rows) == before:
            rows.append([matter.name, "", "", gettext("Nothing read"), "", "", ""])
    return {
        "caption": gettext("Who may act"),
        "holds": gettext("Powers by norm over each factor, with the article that is cited."),
        "columns": [{"label": label} for label in labels],
        "rows": [{"cells": [{"text": text} for text in row]} for row in rows],
    }


def _sheet_row(matter: Matter, body: Body, one: Attribution) -> list[str]:
    nature = str(one.nature.label)
    return [matter.name, body.name, body.level_word, nature, one.document, one.article, one.summary]
