"""What owners and interviewees propose: what waits, each answer beside the record, the last decisions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.moments import day_of
from clrisk_site.figures.audience import Audience
from clrisk_site.people.differences import Piece, word_pieces
from mapping.models import ChangeState, ProposedChange
from mapping.owner_facts import LABELS, Reviewed, asked_of, counts_persons, read_fact, say_fact
from mapping.queries.proposed_changes import RecordChanges, record_of

type Row = dict[str, Any]


def changes_lead(waiting: Sequence[RecordChanges]) -> str:
    """Say how many answers wait, of how many records."""
    if not waiting:
        return gettext("No answer waits for a decision.")
    total = sum(len(one.changes) for one in waiting)
    answers = ngettext("%(count)s answer waits", "%(count)s answers wait", total) % {"count": total}
    records = ngettext("on %(count)s record", "on %(count)s records", len(waiting)) % {"count": len(waiting)}
    return f"{answers} {records}. {gettext('Nothing changes until somebody decides.')}"


def record_rows(waiting: Sequence[RecordChanges], decides: Mapping[int, bool], *, path: str) -> list[Row]:
    """Return one block per record; `decides` tells by territory whether the reader decides there."""
    return [_record(one, decides[one.record.territory_id], path) for one in waiting]


def record_kind(record: Reviewed, *, is_definition: bool) -> str:
    """Say what kind of record it is, and whose."""
    if is_definition:
        return gettext("Definition, owned by %(place)s") % {"place": record.territory}
    return gettext("Local offer of %(place)s") % {"place": record.territory}


def answer_rows(record: Reviewed, changes: Sequence[ProposedChange], *, audience: Audience) -> list[Row]:
    """Return each answer with what was recorded when the owner read it, and now where that is another."""
    order = list(asked_of(record))
    rows = sorted(changes, key=lambda one: order.index(one.fact) if one.fact in order else len(order))
    return [answer_row(record, change, audience=audience) for change in rows]


def answer_row(record: Reviewed, change: ProposedChange, *, audience: Audience) -> Row:
    """Return one answer; counts of persons are shown to the municipality's own team alone."""
    model, now = type(record), read_fact(record, change.fact)
    shown = audience is Audience.TEAM or not counts_persons(model, change.fact)
    corrects = change.before != change.proposed
    return {
        "pk": change.pk,
        "label": str(LABELS[change.fact]),
        "said": gettext("Corrects what is recorded") if corrects else gettext("Confirms what is recorded"),
        "who": str(change.created_by),
        "on": day_of(change.created_at, "SHORT_DATE_FORMAT"),
        "is_shown": shown,
        # What only confirms the record is decided together; corrections and what changed since, one by one.
        "is_single": corrects or now != change.before or not shown,
        "before": say_fact(model, change.fact, change.before) if shown else "",
        "proposed": say_fact(model, change.fact, change.proposed) if shown else "",
        "pieces": _pieces(record, change) if shown and corrects else (),
        "is_stale": now != change.before,
        "now": say_fact(model, change.fact, now) if shown else "",
    }


def decided_table(changes: Sequence[ProposedChange], *, audience: Audience) -> Row:
    """Return the last decisions for components/table.html."""
    labels = [
        gettext("Fact"),
        gettext("What was proposed"),
        gettext("Decision"),
        gettext("Reason"),
        gettext("Decided by"),
    ]
    rows = []
    for change in changes:
        record = record_of(change)
        row = answer_row(record, change, audience=audience)
        when = day_of(change.decided_at, "SHORT_DATE_FORMAT") if change.decided_at else ""
        cells: list[Row] = [
            {"text": row["label"], "small": str(record)},
            {"text": row["proposed"] or gettext("Not shown: a count of persons")},
            {"text": str(ChangeState(change.state).label)},
            {"text": change.reason or gettext("None given")},
            {"text": str(change.decided_by or ""), "small": when},
        ]
        rows.append({"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]})
    return {
        "caption": gettext("Decided last"),
        "holds": gettext("Answers by link or interview that were accepted or refused here."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def _record(one: RecordChanges, decides: bool, path: str) -> Row:  # noqa: FBT001 - of one caller
    record, corrected = one.record, sum(change.before != change.proposed for change in one.changes)
    stale = sum(read_fact(record, change.fact) != change.before for change in one.changes)
    kind = "programme" if one.is_definition else "local-offer"
    name = str(record)
    return {
        "name": name,
        "kind": record_kind(record, is_definition=one.is_definition),
        "illustrative": record.illustrative,
        "words": gettext("%(corrected)s corrected, %(confirmed)s confirmed as recorded.")
        % {"corrected": corrected, "confirmed": len(one.changes) - corrected},
        "stale": ngettext(
            "%(count)s was changed here since it was read.",
            "%(count)s were changed here since they were read.",
            stale,
        )
        % {"count": stale}
        if stale
        else "",
        # Who answered is a person: named to whoever decides, not to every place that sees a definition.
        "who": ", ".join(dict.fromkeys(str(change.created_by) for change in one.changes)) if decides else "",
        "url": reverse("proposed-change-decide", args=[path, kind, record.pk]) if decides else "",
        "why_not": ""
        if decides
        else gettext("The coordinator of %(place)s decides.") % {"place": record.territory},
    }


def _pieces(record: Reviewed, change: ProposedChange) -> tuple[Piece, ...]:
    before, after = (say_fact(type(record), change.fact, value) for value in (change.before, change.proposed))
    return word_pieces(before, after)
