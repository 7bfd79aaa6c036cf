"""Stage 1 in words: selection, liaison, instrument."""

from typing import Any

from django.utils.translation import gettext

from planning.models import Pilot
from planning.presenters.dates import long_date
from planning.stages import ScopeFacts


def scope_lead(name: str, facts: ScopeFacts) -> str:
    """Say whether stage 1 is settled, and what is missing."""
    lacking = [check["words"] for check in scope_checks(facts) if not check["passed"]]
    if not lacking:
        return gettext("%(name)s was chosen, its liaison has a mandate and the instrument is settled.") % {
            "name": name
        }
    return gettext("The scope of %(name)s is not settled yet. %(what)s.") % {"name": name, "what": lacking[0]}


def scope_checks(facts: ScopeFacts) -> list[dict[str, Any]]:
    """Make the gate of stage 1: decision, liaison with a mandate, instrument or reason."""
    rows = (
        (
            facts.selection_recorded,
            gettext("The decision is recorded with its reason"),
            gettext("Missing: the decision with its date and reason"),
        ),
        (bool(facts.liaison), gettext("The liaison is named"), gettext("Missing: the name of the liaison")),
        (
            facts.has_authority,
            gettext("The liaison has a mandate or a delegation"),
            gettext("Missing: the mandate, or a written delegation"),
        ),
        (
            facts.instrument_settled,
            gettext("The instrument is signed, or it is written why there is none"),
            gettext("Missing: the instrument, or why there is none"),
        ),
    )
    return [{"passed": passed, "words": words if passed else missing} for passed, words, missing in rows]


def scope_sections(pilot: Pilot) -> list[dict[str, Any]]:
    """Make the facts of stage 1 under their headings, for components/summary_list.html."""
    selected = long_date(pilot.selected_on) if pilot.selected_on else ""
    signed = long_date(pilot.instrument_signed_on) if pilot.instrument_signed_on else ""
    return [
        {
            "title": gettext("Choice of the territory"),
            "rows": [
                {"label": gettext("Pilot begun on"), "value": long_date(pilot.opened_on)},
                {"label": gettext("Decided on"), "value": selected},
                {
                    "label": gettext("Reason"),
                    "value": pilot.selection_reason,
                    "illustrative": pilot.illustrative and bool(pilot.selection_reason),
                },
            ],
        },
        {
            "title": gettext("Liaison"),
            "rows": [
                {"label": gettext("Name"), "value": pilot.liaison_name, "small": pilot.liaison_post},
                {"label": gettext("Unit"), "value": str(pilot.liaison_unit or "")},
                {
                    "label": gettext("Mandate"),
                    "value": pilot.get_liaison_has_mandate_display(),
                    "small": pilot.mandate_basis,
                },
                {
                    "label": gettext("Delegation"),
                    "value": pilot.delegation_document or gettext("none recorded"),
                },
            ],
        },
        {
            "title": gettext("Instrument"),
            "rows": [
                {
                    "label": gettext("Instrument"),
                    "value": pilot.instrument or pilot.no_instrument_reason,
                    "small": "" if pilot.instrument else gettext("reason for having none"),
                }
                if pilot.instrument or pilot.no_instrument_reason
                else {"label": gettext("Instrument"), "value": ""},
                {"label": gettext("Signed on"), "value": signed},
            ],
        },
    ]
