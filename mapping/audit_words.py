"""What the history calls the records of the mapping, and its own actions."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Coded, Sentence, Thing
from clrisk_site.people.permissions import Permission
from mapping.fact_words import HISTORY_LABELS, HISTORY_VALUES
from mapping.models import ActorRole, Strength

_SEEN = Permission.VIEW_MAPPING
_COUNTING = {
    "counted_on": _("Day on which ages are taken"),
    "source": _("Who keeps the list"),
    "title": _("What this list is"),
    "year": _("Year of the list"),
}
_ANSWERS = {"corrections": _("Corrections"), "confirmations": _("Facts confirmed as they stand")}
THINGS = {
    "mapping.definitionacknowledgement": Thing(_("acknowledgement of the definition"), _SEEN),
    "mapping.beneficiarycounting": Thing(_("counting of beneficiaries"), _SEEN, _COUNTING),
    "mapping.competence": Thing(_("competence"), _SEEN),
    "mapping.norm": Thing(_("norm"), _SEEN),
    "mapping.deskreviewstep": Thing(_("step of the desk review"), _SEEN),
    "mapping.programme": Thing(
        _("programme"),
        _SEEN,
        {"factors": _("Factors"), **_ANSWERS, **HISTORY_LABELS},
        {"factors": Coded("diagnosis.factor", dict(Strength.choices))},
    ),
    "mapping.institution": Thing(_("institution"), _SEEN),
    "mapping.office": Thing(_("office"), _SEEN, {"area": _("Neighbourhood or area")}),
    "mapping.official": Thing(_("post"), _SEEN),
    "mapping.actorprofile": Thing(_("profile of an actor"), _SEEN),
    "mapping.nonefound": Thing(_("finding that no actor of a kind exists"), _SEEN),
    "mapping.localoffer": Thing(
        _("local offer"),
        _SEEN,
        {
            "reach": _("Reach by zone"),
            "groups": _("Places by zone, sex and age"),
            **_ANSWERS,
            **HISTORY_LABELS,
        },
    ),
    "mapping.inventorylisting": Thing(_("row of an inventory"), _SEEN),
    "mapping.factevidence": Thing(_("evidence of a fact"), _SEEN),
    "mapping.coordinationspace": Thing(_("coordination space"), _SEEN),
    "mapping.servicedirectory": Thing(_("service directory"), _SEEN),
    "mapping.spacemember": Thing(_("seat"), _SEEN),
    "mapping.pastintervention": Thing(
        _("past intervention"), _SEEN, {"institutions": _("Institutions"), "factors": _("Factors")}
    ),
    "mapping.interview": Thing(
        _("interview"),
        _SEEN,
        {
            "facts": _("Facts answered"),
            "programmes": _("Programmes"),
            "spaces": _("Coordination spaces"),
        },
    ),
    "mapping.interviewnote": Thing(_("note of an interview"), Permission.VIEW_RESTRICTED),
    "mapping.factcheck": Thing(_("answer to a fact"), _SEEN),
    "mapping.followup": Thing(_("agreement of an interview"), _SEEN),
    "mapping.proposedchange": Thing(_("proposed change"), Permission.EDIT_MAPPING),
}
ACTIONS = {
    "mapping.exchange": Sentence(_("%(who)s took in a file of the whole mapping.")),
    "beneficiarycounting.reason": Sentence(_("%(who)s said why %(what)s was removed.")),
    "programme.factors": Sentence(_("%(who)s changed the factors that %(what)s addresses.")),
    "programme.facts": Sentence(_("%(who)s noted how well facts of %(what)s are supported.")),
    "localoffer.facts": Sentence(_("%(who)s noted how well facts of %(what)s are supported.")),
    "localoffer.groups": Sentence(_("%(who)s changed the places of %(what)s by zone, sex and age.")),
    "localoffer.reach": Sentence(_("%(who)s changed the zones that %(what)s reaches.")),
    "interview.answers": Sentence(_("%(who)s recorded the answers of %(what)s.")),
    "interview.close": Sentence(_("%(who)s closed %(what)s and wrote its answers back.")),
    "interview.withdraw": Sentence(_("%(who)s withdrew %(what)s and erased what was said.")),
    "localoffer.answer": Sentence(_("%(who)s answered by link about %(what)s.")),
    "programme.answer": Sentence(_("%(who)s answered by link about %(what)s.")),
    "proposedchange.accept": Sentence(_("%(who)s accepted a proposed change: %(what)s.")),
    "proposedchange.refuse": Sentence(_("%(who)s refused a proposed change: %(what)s.")),
}
VALUES = {**HISTORY_VALUES, "roles_offered": dict(ActorRole.choices)}
PAGES = {
    "exchange": _("The mapping as files"),
    "proposed": _("Proposed changes"),
    "past": _("Past interventions"),
    "beneficiaries": _("Beneficiaries"),
    "beneficiary": _("Beneficiaries"),
    "acknowledgement": _("Acknowledgements of the definition"),
    "acknowledgements": _("Acknowledgements of the definition"),
    "attribution": _("Who may act"),
    "attributions": _("Who may act"),
    "competence": _("Institutions"),
    "desk": _("Norms and desk review"),
    "find": _("Find in the mapping"),
    "gap": _("Supply and gaps"),
    "gaps": _("Supply and gaps"),
    "unknowns": _("What remains unknown"),
    "actor": _("Actors"),
    "actors": _("Actors"),
    "none": _("Actors"),
    "office": _("Institutions"),
    "official": _("Institutions"),
    "follow": _("Interviews"),
    "interview": _("Interviews"),
    "interviews": _("Interviews"),
    "institution": _("Institutions"),
    "institutions": _("Institutions"),
    "inventories": _("Inventories compared"),
    "mapping": _("Mapping of the supply"),
    "member": _("Coordination spaces"),
    "norm": _("Norms and desk review"),
    "norms": _("Norms and desk review"),
    "offer": _("Local offer"),
    "programme": _("Programmes"),
    "programmes": _("Programmes"),
    "space": _("Coordination spaces"),
    "spaces": _("Coordination spaces"),
}
