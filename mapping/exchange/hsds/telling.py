"""Tells what taking a directory in would do."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from mapping.exchange.hsds.comparing import Plan, State, Step
from mapping.exchange.hsds.mending import Mended
from mapping.exchange.outcome import ChangedValue, Fault, Outcome, Section

FIELDS = {
    "name": _("Name"),
    "acronym": _("Acronym"),
    "description": _("What it does"),
    "email": _("E-mail"),
    "website": _("Web page"),
    "purpose": _("Purpose"),
    "status": _("Status of the programme"),
    "how_to_apply": _("How to apply"),
    "requirements": _("Requirements"),
    "documents_requested": _("Documents requested"),
    "age_from": _("Youngest age"),
    "age_to": _("Oldest age"),
    "address": _("Address"),
    "phone": _("Telephone"),
}


def outcome_of(plan: Plan, mended: Mended) -> Outcome:
    """Return the counts per table, the values that change, what stays out, and what is no longer there."""
    parts = (
        (gettext("Institutions"), plan.institutions),
        (gettext("Programmes"), plan.programmes),
        (gettext("Offices"), plan.offices),
    )
    remarks = list(mended.remarks)
    if mended.was_ohana:
        remarks.insert(
            0, says("The tables are of the older Ohana form. They are kept in the words of version 3.")
        )
    remarks.append(says("Names and e-mails of contact persons were not read. Their posts are kept."))
    return Outcome(
        sections=[_section(label, steps) for label, steps in parts],
        faults=[
            Fault(label, step.name, step.reason)
            for label, steps in parts
            for step in steps
            if step.reason is not None
        ],
        remarks=remarks,
        changes=[change for label, steps in parts for change in _changes(label, steps)],
        gone=[(gettext("Records"), name) for name in plan.gone],
        refused=plan.refused_whole,
        does_something=plan.does_something,
        parts=[step.part.key for step in plan.steps],
    )


def _section(label: str, steps: Sequence[Step]) -> Section:
    counts = {state: sum(step.state is state for step in steps) for state in State}
    return Section(label, *(counts[state] for state in State))


def _changes(label: str, steps: Sequence[Step]) -> list[ChangedValue]:
    return [
        ChangedValue(label, step.name, str(FIELDS[field]), _text(getattr(step.record, field)), _text(value))
        for step in steps
        if step.state is State.CHANGED
        for field, value in step.changes.items()
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)
