"""What the history calls the records of the mapping, and its own actions."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Coded, Sentence, Thing
from clrisk_site.people.permissions import Permission
from mapping.models import Strength

_SEEN = Permission.VIEW_MAPPING
_COUNTING = {
    "counted_on": _("Day on which ages are taken"),
    "source": _("Who keeps the list"),
    "title": _("What this list is"),
    "year": _("Year of the list"),
}
THINGS = {
    "mapping.definitionacknowledgement": Thing(_("acknowledgement of the definition"), _SEEN),
    "mapping.beneficiarycounting": Thing(_("counting of beneficiaries"), _SEEN, _COUNTING),
    "mapping.competence": Thing(_("competence"), _SEEN),
    "mapping.programme": Thing(
        _("programme"),
        _SEEN,
        {"factors": _("Factors")},
        {"factors": Coded("diagnosis.factor", dict(Strength.choices))},
    ),
    "mapping.institution": Thing(_("institution"), _SEEN),
    "mapping.localoffer": Thing(_("local offer"), _SEEN, {"reach": _("Reach by zone")}),
    "mapping.coordinationspace": Thing(_("coordination space"), _SEEN),
    "mapping.spacemember": Thing(_("seat"), _SEEN),
}
ACTIONS = {
    "beneficiarycounting.reason": Sentence(_("%(who)s said why %(what)s was removed.")),
    "programme.factors": Sentence(_("%(who)s changed the factors that %(what)s addresses.")),
    "localoffer.reach": Sentence(_("%(who)s changed the zones that %(what)s reaches.")),
    "localoffer.confirm": Sentence(_("%(who)s confirmed %(what)s.")),
}
PAGES = {
    "beneficiaries": _("Beneficiaries"),
    "beneficiary": _("Beneficiaries"),
    "acknowledgement": _("Acknowledgements of the definition"),
    "acknowledgements": _("Acknowledgements of the definition"),
    "competence": _("Institutions"),
    "gap": _("Supply and gaps"),
    "gaps": _("Supply and gaps"),
    "institution": _("Institutions"),
    "institutions": _("Institutions"),
    "mapping": _("Mapping of the supply"),
    "member": _("Coordination spaces"),
    "offer": _("Local offer"),
    "programme": _("Programmes"),
    "programmes": _("Programmes"),
    "space": _("Coordination spaces"),
    "spaces": _("Coordination spaces"),
}
