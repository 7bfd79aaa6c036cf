"""What the pages say about files of the whole mapping."""

from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.wording import render
from mapping.exchange.outcome import Outcome
from mapping.models import ServiceDirectory

MOST_SHOWN = 100


def exchange_lead(*, institutions: int, programmes: int, directories: int) -> str:
    """Return how much goes out, and what came in from elsewhere."""
    if not institutions and not programmes:
        return gettext("Nothing is mapped yet. The workbook is empty, and shows what to fill in.")
    lead = gettext("%(institutions)s institutions and %(programmes)s programmes can be handed out.") % {
        "institutions": institutions,
        "programmes": programmes,
    }
    if not directories:
        return lead
    return f"{lead} " + ngettext(
        "%(count)s service directory of others was taken in.",
        "%(count)s service directories of others were taken in.",
        directories,
    ) % {"count": directories}


def directory_table(directories: list[ServiceDirectory]) -> dict[str, Any]:
    """Return the directories that were taken in."""
    columns: list[dict[str, Any]] = [
        {"label": gettext("Directory")},
        {"label": gettext("Institutions"), "number": True},
        {"label": gettext("Programmes"), "number": True},
        {"label": gettext("Offices"), "number": True},
    ]
    rows = [
        {
            "cells": [
                {"text": row.name, "label": columns[0]["label"]},
                {"text": row.organizations, "number": True, "label": columns[1]["label"]},
                {"text": row.services, "number": True, "label": columns[2]["label"]},
                {"text": row.locations, "number": True, "label": columns[3]["label"]},
            ]
        }
        for row in directories
    ]
    return {"caption": gettext("Service directories taken in"), "columns": columns, "rows": rows}


def review_page(outcome: Outcome) -> dict[str, Any]:
    """Return what the page of a preview shows."""
    if outcome.refused is not None:
        lead = render(outcome.refused)
    elif outcome.does_something:
        lead = gettext("%(new)s rows are new and %(changed)s change something. Nothing is saved yet.") % {
            "new": outcome.total("new"),
            "changed": outcome.total("changed"),
        }
    elif outcome.may_remove:
        lead = gettext("No row is new or changes anything. Rows are missing: say whether to keep them.")
    else:
        lead = gettext("Everything in the file is stored so already, or stays out. There is nothing to save.")
    refused = outcome.total("refused")
    if refused and outcome.refused is None:
        stay_out = ngettext(
            "%(count)s row is refused and stays out.", "%(count)s rows are refused and stay out.", refused
        )
        lead = f"{lead} {stay_out % {'count': refused}}"
    return {
        "lead": lead,
        "sections": _section_table(outcome),
        "changes": _change_table(outcome) if outcome.changes else None,
        "faults": _fault_table(outcome) if outcome.faults else None,
        "remarks": [render(remark) for remark in outcome.remarks],
        "gone": [f"{section}: {name}" for section, name in outcome.gone[:MOST_SHOWN]],
        "gone_count": len(outcome.gone),
        "saves": _saves(refused),
        "may_save": outcome.refused is None and (outcome.does_something or outcome.may_remove),
    }


def _saves(refused: int) -> str:
    if not refused:
        return gettext("All is saved, or nothing.")
    text = ngettext(
        "Saved are the other rows, all or none; %(count)s refused row stays out.",
        "Saved are the other rows, all or none; %(count)s refused rows stay out.",
        refused,
    )
    return text % {"count": refused}


def _section_table(outcome: Outcome) -> dict[str, Any]:
    heads = [
        gettext("Table"),
        gettext("new"),
        gettext("changed"),
        gettext("same"),
        gettext("refused"),
        gettext("no longer in the file"),
    ]
    columns = [{"label": head, "number": place > 0} for place, head in enumerate(heads)]
    rows = []
    for one in outcome.sections:
        numbers = (one.new, one.changed, one.same, one.refused, one.gone)
        cells: list[dict[str, Any]] = [{"text": one.label, "label": heads[0]}]
        cells += [
            {"text": number, "number": True, "label": head}
            for number, head in zip(numbers, heads[1:], strict=True)
        ]
        rows.append({"cells": cells})
    return {"caption": gettext("What saving would do"), "columns": columns, "rows": rows}


def _change_table(outcome: Outcome) -> dict[str, Any]:
    heads = [
        gettext("Table"),
        gettext("Row"),
        gettext("Column"),
        gettext("Now stored"),
        gettext("In the file"),
    ]
    rows = [
        {
            "cells": [
                {"text": text, "label": head}
                for text, head in zip(
                    (one.section, one.name, one.field, one.before or "–", one.after or "–"),
                    heads,
                    strict=True,
                )
            ]
        }
        for one in outcome.changes[:MOST_SHOWN]
    ]
    return {
        "caption": gettext("Values that change"),
        "holds": _first_of(len(outcome.changes)),
        "columns": [{"label": head} for head in heads],
        "rows": rows,
    }


def _fault_table(outcome: Outcome) -> dict[str, Any]:
    heads = [gettext("Table"), gettext("Row"), gettext("What is wrong")]
    rows = [
        {
            "cells": [
                {"text": text, "label": head}
                for text, head in zip((one.section, one.row, render(one.sentence)), heads, strict=True)
            ]
        }
        for one in outcome.faults[:MOST_SHOWN]
    ]
    return {
        "caption": gettext("Rows to look at"),
        "holds": _first_of(len(outcome.faults)),
        "columns": [{"label": head} for head in heads],
        "rows": rows,
    }


def _first_of(number: int) -> str:
    if number <= MOST_SHOWN:
        return ""
    return gettext("The first %(shown)s of %(all)s.") % {"shown": MOST_SHOWN, "all": number}
