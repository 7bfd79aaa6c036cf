"""The checklist of kinds of actor: what was found, what was looked for in vain, what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from mapping.models import ActorKind, GovernmentLevel, Sector
from mapping.queries.actor_kinds import KindAnswer, KindState


@dataclass(frozen=True)
class KindRow:
    """One line of the checklist, with what may be done about it."""

    name: str
    state: str
    label: str
    note: str
    url: str
    confirm_url: str
    remove: dict[str, Any] | None


def kind_rows(states: Sequence[KindState], *, path: str) -> list[KindRow]:
    """Return the nine lines; states as components/tag.html names them."""
    return [_row(state, path) for state in states]


def _row(state: KindState, path: str) -> KindRow:
    tag, label = _said(state)
    found = state.none_found
    remove = None
    if found:
        remove = {"url": reverse("none-found-remove", args=[path, found.pk]), "version": found.version}
    may_confirm = state.answer in (KindAnswer.OPEN, KindAnswer.NONE_FOUND)
    return KindRow(
        name=str(state.kind.label),
        state=tag,
        label=label,
        note=_note(state),
        url=f"{reverse('actors', args=[path])}?{_query(state.kind)}" if state.count else "",
        confirm_url=reverse("none-found-create", args=[path, state.kind.value]) if may_confirm else "",
        remove=remove,
    )


def _said(state: KindState) -> tuple[str, str]:
    return {
        KindAnswer.RECORDED: (
            "done",
            ngettext("%(count)s recorded", "%(count)s recorded", state.count) % {"count": state.count},
        ),
        KindAnswer.NONE_FOUND: ("done", gettext("None found")),
        KindAnswer.STALE: ("warn", gettext("No longer true")),
        KindAnswer.OPEN: ("open", gettext("Not looked for yet")),
    }[state.answer]


def _note(state: KindState) -> str:
    found = state.none_found
    if found is None:
        return ""
    day = formats.date_format(found.confirmed_on, "SHORT_DATE_FORMAT")
    if state.answer is KindAnswer.STALE:
        text = ngettext(
            "On %(date)s none was found; since then %(count)s is recorded. Remove the old finding.",
            "On %(date)s none was found; since then %(count)s are recorded. Remove the old finding.",
            state.count,
        )
        return text % {"date": day, "count": state.count}
    return gettext("Looked for until %(date)s: %(where)s") % {"date": day, "where": found.searched}


def _query(kind: ActorKind) -> str:
    if kind.value in GovernmentLevel.values:
        return f"sector={Sector.GOVERNMENT.value}&level={kind.value}"
    return f"sector={kind.value}"
