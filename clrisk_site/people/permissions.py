"""The one table of what each role may do. Where it may do so is the reach of the grant."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a grant makes of a person."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    ILO_OFFICER = "ilo_officer"
    OBSERVER = "observer"
    LIAISON = "liaison"
    AUTHORITY = "authority"
    ANALYST = "analyst"
    COMMISSION_MEMBER = "commission_member"
    PROGRAMME_OWNER = "programme_owner"


class Permission(StrEnum):
    """One thing that can be allowed."""

    VIEW_PUBLISHED = "view_published"
    VIEW_DIAGNOSIS = "view_diagnosis"
    VIEW_MAPPING = "view_mapping"
    VIEW_SUBMITTED = "view_submitted"
    VIEW_DRAFTS = "view_drafts"
    VIEW_AUDIT = "view_audit"
    VIEW_IMPORTS = "view_imports"
    EDIT_DIAGNOSIS = "edit_diagnosis"
    EDIT_MAPPING = "edit_mapping"
    EDIT_DESIGN = "edit_design"
    OPEN_PILOT = "open_pilot"
    APPROVE = "approve"
    IMPORT_TERRITORIES = "import_territories"
    IMPORT_RISK_RESULTS = "import_risk_results"
    IMPORT_PROGRAMMES = "import_programmes"
    VIEW_PEOPLE = "view_people"
    VIEW_RESTRICTED = "view_restricted"
    MANAGE_PEOPLE = "manage_people"
    GRANT_SEATS = "grant_seats"
    EDIT_LETTERHEAD = "edit_letterhead"
    EDIT_CATALOGUE = "edit_catalogue"


ROLE_LABELS: Mapping[Role, str | Promise] = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.COORDINATOR: _("Coordinator"),
    Role.ILO_OFFICER: _("ILO officer"),
    Role.OBSERVER: _("Observer"),
    Role.LIAISON: _("Institutional liaison"),
    Role.AUTHORITY: _("Municipal authority"),
    Role.ANALYST: _("Analyst"),
    Role.COMMISSION_MEMBER: _("Commission member"),
    Role.PROGRAMME_OWNER: _("Programme owner"),
}

_READ = frozenset(
    {
        Permission.VIEW_PUBLISHED,
        Permission.VIEW_DIAGNOSIS,
        Permission.VIEW_MAPPING,
        Permission.VIEW_SUBMITTED,
    }
)
_POST = _READ | {
    Permission.VIEW_DRAFTS,
    Permission.VIEW_AUDIT,
    Permission.VIEW_IMPORTS,
    Permission.VIEW_PEOPLE,
    Permission.VIEW_RESTRICTED,
}

ALLOWS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.VIEW_PUBLISHED,
            Permission.VIEW_AUDIT,
            Permission.VIEW_IMPORTS,
            Permission.IMPORT_TERRITORIES,
            Permission.VIEW_PEOPLE,
            Permission.MANAGE_PEOPLE,
            Permission.GRANT_SEATS,
            Permission.EDIT_LETTERHEAD,
        }
    ),
    Role.COORDINATOR: _READ
    | {
        Permission.VIEW_AUDIT,
        Permission.VIEW_IMPORTS,
        Permission.VIEW_PEOPLE,
        Permission.OPEN_PILOT,
        Permission.EDIT_CATALOGUE,
        Permission.EDIT_MAPPING,
        Permission.IMPORT_TERRITORIES,
        Permission.IMPORT_RISK_RESULTS,
        Permission.IMPORT_PROGRAMMES,
    },
    Role.ILO_OFFICER: _READ,
    Role.OBSERVER: frozenset({Permission.VIEW_PUBLISHED}),
    Role.LIAISON: _POST
    | {
        Permission.EDIT_DIAGNOSIS,
        Permission.EDIT_MAPPING,
        Permission.EDIT_DESIGN,
        Permission.GRANT_SEATS,
        Permission.EDIT_LETTERHEAD,
        Permission.IMPORT_TERRITORIES,
        Permission.IMPORT_RISK_RESULTS,
        Permission.IMPORT_PROGRAMMES,
    },
    Role.AUTHORITY: _POST | {Permission.APPROVE},
    Role.ANALYST: _POST
    | {
        Permission.EDIT_DIAGNOSIS,
        Permission.IMPORT_TERRITORIES,
        Permission.IMPORT_RISK_RESULTS,
        Permission.IMPORT_PROGRAMMES,
    },
    Role.COMMISSION_MEMBER: _READ,
    Role.PROGRAMME_OWNER: frozenset({Permission.VIEW_PUBLISHED}),
}
