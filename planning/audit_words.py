"""What the history calls the records of planning. Their content is for those who see drafts."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Sentence, Thing
from clrisk_site.people.permissions import Permission

_SEEN = Permission.VIEW_DRAFTS
THINGS = {
    "planning.gapanswer": Thing(_("answer to a gap"), _SEEN, {"evidence_hash": _("Fingerprint")}),
    "planning.indicator": Thing(_("indicator"), _SEEN),
    "planning.pilot": Thing(_("pilot"), _SEEN),
    "planning.scopezone": Thing(_("zone of the intervention"), _SEEN),
    "planning.actionline": Thing(_("action line"), _SEEN),
    "planning.lineactivity": Thing(_("activity"), _SEEN),
    "planning.gatereason": Thing(_("reason at the gate"), _SEEN),
}
ACTIONS = {
    "actionline.approve_exception": Sentence(_("%(who)s approved the exception of %(what)s.")),
}
PAGES = {
    "action-line": _("Action lines"),
    "activity": _("Action lines"),
    "design": _("Design"),
    "execution": _("Execution"),
    "gap-answer": _("Supply and gaps"),
    "gate": _("Design"),
    "indicator": _("Action lines"),
    "pilot": _("Scope"),
    "place": _("Start page of the municipality"),
    "plan": _("Action plan"),
    "scope": _("Scope"),
    "scope-zone": _("Design"),
    "work-plan": _("Work plan"),
}
