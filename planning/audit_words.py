"""What the history calls the records of planning. Their content is for those who see drafts."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Sentence, Thing
from clrisk_site.people.permissions import Permission

_SEEN = Permission.VIEW_DRAFTS
THINGS = {
    "planning.gapanswer": Thing(_("answer to a gap"), _SEEN),
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
