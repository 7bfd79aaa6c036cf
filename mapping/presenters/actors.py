"""Actors: the lead, the table of those that were judged, and the list of those that were not."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from mapping.actors import Standing
from mapping.presenters.actor_words import role_words, standing_words
from mapping.presenters.saying import joined
from mapping.queries.actor_kinds import KindAnswer, KindState
from mapping.queries.actors import Actor
from mapping.score_words import score_words

_MOST_NAMES = 3


def actors_lead(actors: Sequence[Actor], kinds: Sequence[KindState]) -> str:
    """Say who matters most here, and what is still open."""
    if not actors:
        return gettext("No institution has been recorded yet, so nobody knows who matters here.")
    return f"{_who_matters(actors)} {_what_is_open(actors, kinds)}".strip()


def _who_matters(actors: Sequence[Actor]) -> str:
    partners = [actor for actor in actors if actor.standing is Standing.PARTNER]
    if not partners:
        text = ngettext("%(count)s actor is recorded.", "%(count)s actors are recorded.", len(actors))
        return f"{text % {'count': len(actors)}} {gettext('None was judged high on both scores.')}"
    names = [str(actor.institution) for actor in partners[:_MOST_NAMES]]
    more = len(partners) - len(names)
    if more:
        names.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    text = ngettext(
        "Of %(count)s actor, high influence and high interest: %(names)s.",
        "Of %(count)s actors, high influence and high interest: %(names)s.",
        len(actors),
    )
    return text % {"count": len(actors), "names": joined(names)}


def _what_is_open(actors: Sequence[Actor], kinds: Sequence[KindState]) -> str:
    unjudged = sum(not actor.is_judged for actor in actors)
    missing = sum(state.answer in (KindAnswer.OPEN, KindAnswer.STALE) for state in kinds)
    parts = []
    if unjudged:
        parts.append(
            ngettext("%(count)s actor to judge", "%(count)s actors to judge", unjudged) % {"count": unjudged}
        )
    if missing:
        parts.append(
            ngettext("%(count)s kind to look for", "%(count)s kinds to look for", missing)
            % {"count": missing}
        )
    if not parts:
        return gettext("All are judged, and every kind was looked for.")
    return gettext("Still open: %(parts)s.") % {"parts": joined(parts)}


def actor_table(judged: Sequence[Actor], *, path: str, edits: bool) -> dict[str, Any]:
    """Return the numbered table of the actors that were judged, for components/table.html."""
    labels = [
        gettext("Actor"),
        gettext("How to work with it"),
        gettext("Influence"),
        gettext("Interest"),
        gettext("Staff who see the population"),
        gettext("Role that it offers"),
    ]
    rows = [_row(number, actor, labels, path) for number, actor in enumerate(judged, start=1)]
    columns: list[dict[str, Any]] = [{"label": label} for label in labels]
    if edits:
        columns.append({"label": gettext("Change")})
        for row, actor in zip(rows, judged, strict=True):
            row["cells"].append(_change(actor, path, gettext("Change")))
    return {
        "caption": gettext("Actors and how to work with them"),
        "holds": gettext("High is 3 or 4. Those with more influence and interest stand first."),
        "columns": columns,
        "rows": rows,
    }


def _row(number: int, actor: Actor, labels: Sequence[str], path: str) -> dict[str, Any]:
    cells = [
        _named(actor, path, f"{number}. "),
        {"text": standing_words(actor.standing)},
        {"text": score_words(actor.influence)},
        {"text": score_words(actor.interest)},
        {"text": actor.profile.get_has_contact_staff_display() if actor.profile else ""},
        {"text": role_words(actor.profile.roles_offered if actor.profile else ()) or gettext("None yet")},
    ]
    return {"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]}


def _named(actor: Actor, path: str, number: str = "") -> dict[str, Any]:
    institution = actor.institution
    return {
        "text": f"{number}{institution}",
        "url": reverse("institution", args=[path, institution.pk]),
        "small": actor.kind.label if actor.kind else institution.get_sector_display(),
        "illustrative": bool(actor.profile and actor.profile.illustrative),
    }


def _change(actor: Actor, path: str, words: str) -> dict[str, Any]:
    return {
        "label": gettext("Change"),
        "text": words,
        "url": reverse("actor-edit", args=[path, actor.institution.pk]),
    }


def unjudged_table(actors: Sequence[Actor], *, path: str, edits: bool) -> dict[str, Any]:
    """Return the actors that nobody has judged on both scores, for components/table.html."""
    labels = [gettext("Actor"), gettext("What is missing")]
    rows = []
    for actor in actors:
        cells = [
            {"label": labels[0], **_named(actor, path)},
            {"label": labels[1], "text": _missing(actor)},
        ]
        rows.append({"cells": [*cells, _change(actor, path, gettext("Judge"))] if edits else cells})
    columns = [{"label": label} for label in labels]
    return {
        "caption": gettext("Not judged yet"),
        "holds": gettext("They are not on the plot. Nobody has said how much they can or want."),
        "columns": [*columns, {"label": gettext("Change")}] if edits else columns,
        "rows": rows,
    }


def _missing(actor: Actor) -> str:
    scores = {gettext("influence"): actor.influence, gettext("interest"): actor.interest}
    return joined([name for name, score in scores.items() if score is None])


def actor_sheet(actors: Sequence[Actor]) -> dict[str, Any]:
    """Return the table that is handed out as a file: no person is ever in it, nor the team's notes."""
    labels = [
        gettext("Actor"),
        gettext("Kind of actor"),
        gettext("Territory that it covers"),
        gettext("Staff who see the population"),
        gettext("What it does about child labour"),
        gettext("Influence"),
        gettext("Interest"),
        gettext("How to work with it"),
        gettext("What it gains by taking part"),
        gettext("What it is able to do"),
        gettext("Role that it offers"),
        gettext("What the judgement rests on"),
    ]
    return {
        "caption": gettext("Actors"),
        "columns": [{"label": label} for label in labels],
        "rows": [{"cells": _sheet_cells(actor)} for actor in actors],
    }


def _sheet_cells(actor: Actor) -> list[Mapping[str, Any]]:
    profile = actor.profile
    texts = [
        actor.institution.name,
        str(actor.kind.label) if actor.kind else actor.institution.get_sector_display(),
        profile.covers if profile else "",
        profile.get_has_contact_staff_display() if profile else "",
        profile.child_labour_actions if profile else "",
        score_words(actor.influence),
        score_words(actor.interest),
        standing_words(actor.standing),
        profile.incentives if profile else "",
        profile.capabilities if profile else "",
        role_words(profile.roles_offered if profile else ()),
        profile.source if profile else "",
    ]
    first, *others = [{"text": text} for text in texts]
    return [first | {"illustrative": bool(profile and profile.illustrative)}, *others]


def actor_facts(actor: Actor, *, notes: bool) -> list[dict[str, Any]]:
    """Return what an institution means here, for components/summary_list.html; none where nobody said it."""
    profile = actor.profile
    if profile is None:
        return []
    rows: list[dict[str, Any]] = [
        {"label": gettext("How to work with it"), "value": standing_words(actor.standing)},
        {"label": gettext("Influence"), "value": score_words(actor.influence)},
        {
            "label": gettext("Interest"),
            "value": score_words(actor.interest),
            "small": profile.source,
            "illustrative": profile.illustrative,
        },
        {"label": gettext("Territory that it covers"), "value": profile.covers},
        {
            "label": gettext("Staff who see the population"),
            "value": profile.get_has_contact_staff_display(),
        },
        {"label": gettext("What it does about child labour"), "value": profile.child_labour_actions},
        {"label": gettext("What it gains by taking part"), "value": profile.incentives},
        {"label": gettext("What it is able to do"), "value": profile.capabilities},
        {"label": gettext("Role that it offers"), "value": role_words(profile.roles_offered)},
    ]
    if notes and profile.notes:
        rows.append({"label": gettext("Notes of the team"), "value": profile.notes})
    return rows
