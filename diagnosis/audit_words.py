"""What the history calls the records of the diagnosis."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Kind, Sentence, Thing
from clrisk_site.people.permissions import Permission

THINGS = {
    "diagnosis.definitionsheet": Thing(_("definition of child labour"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.need": Thing(_("number of children concerned"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.zone": Thing(
        _("zone"), Permission.VIEW_DIAGNOSIS, {"areas": _("Areas"), "status": _("State of the zone")}
    ),
    "diagnosis.survey": Thing(
        _("reading of a survey"),
        Permission.VIEW_DIAGNOSIS,
        {
            "definition": _("Definition in force"),
            "title": _("Name of the survey"),
            "source": _("Who published it"),
            "year": _("Year of the data"),
            "file_name": _("File"),
            "sha256": _("Fingerprint of the file"),
            "rows": _("Records read"),
            "software": _("Computed with"),
        },
    ),
    "diagnosis.factorweight": Thing(_("importance of a factor"), Permission.VIEW_DIAGNOSIS),
}
ACTIONS: dict[str, Sentence] = {
    "survey.rerun": Sentence(_("%(who)s computed %(what)s again: all digits agreed"), Kind.FILES),
    "survey.differs": Sentence(_("%(who)s computed %(what)s again: digits differed"), Kind.FILES),
}
PAGES = {
    "definition": _("Working definition"),
    "diagnosis": _("Local diagnosis"),
    "facilities": _("Services per area"),
    "factor": _("Associated factors"),
    "factors": _("Associated factors"),
    "need": _("Children concerned"),
    "needs": _("Children concerned"),
    "profile": _("Profile"),
    "schools": _("Schools"),
    "survey": _("Survey"),
    "surveys": _("Surveys"),
    "zone": _("Priority zones"),
    "zones": _("Priority zones"),
}
