"""What the history calls the records of the literature log and of the qualitative work."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Sentence, Thing
from clrisk_site.people.permissions import Permission

THINGS = {
    "diagnosis.literaturesearch": Thing(_("search for literature"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.reference": Thing(
        _("publication"),
        Permission.VIEW_DIAGNOSIS,
        {"mentions": _("Factors it speaks of"), "illustrative": _("Invented for a demonstration")},
    ),
    "diagnosis.qualitativeinstrument": Thing(
        _("exercise of qualitative work"),
        Permission.VIEW_DIAGNOSIS,
        {"participants": _("Who took part"), "illustrative": _("Invented for a demonstration")},
    ),
    "diagnosis.finding": Thing(
        _("qualitative finding"), Permission.VIEW_DIAGNOSIS, {"instrument": _("Exercise")}
    ),
}
ACTIONS: dict[str, Sentence] = {
    "reference.mentions": Sentence(_("%(who)s changed what %(what)s says of the factors.")),
    "qualitativeinstrument.participants": Sentence(_("%(who)s changed who took part in %(what)s.")),
}
PAGES = {
    "finding": _("Qualitative findings"),
    "findings": _("Qualitative findings"),
    "instrument": _("Qualitative work"),
    "literature": _("Literature"),
    "qualitative": _("Qualitative work"),
    "reference": _("Literature"),
    "search": _("Literature"),
    "searches": _("Literature"),
}
