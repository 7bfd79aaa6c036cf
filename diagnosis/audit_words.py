"""What the history calls the records of the diagnosis."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Sentence, Thing
from clrisk_site.people.permissions import Permission

THINGS = {
    "diagnosis.definitionsheet": Thing(_("definition of child labour"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.need": Thing(_("number of children concerned"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.zone": Thing(
        _("zone"), Permission.VIEW_DIAGNOSIS, {"areas": _("Areas"), "status": _("State of the zone")}
    ),
    "diagnosis.factorweight": Thing(_("importance of a factor"), Permission.VIEW_DIAGNOSIS),
}
ACTIONS: dict[str, Sentence] = {}
PAGES = {
    "definition": _("Working definition"),
    "diagnosis": _("Local diagnosis"),
    "factor": _("Associated factors"),
    "factors": _("Associated factors"),
    "need": _("Children concerned"),
    "needs": _("Children concerned"),
    "profile": _("Profile"),
    "zone": _("Priority zones"),
    "zones": _("Priority zones"),
}
