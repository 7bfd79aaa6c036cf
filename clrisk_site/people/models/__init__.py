"""One concept per file; import them from here."""

from clrisk_site.people.models.access_link import AccessLink, LinkPurpose
from clrisk_site.people.models.audit_entry import AuditChain, AuditCheckpoint, AuditEntry
from clrisk_site.people.models.draft import Draft
from clrisk_site.people.models.grant import Constituency, Grant, GrantKind
from clrisk_site.people.models.saved_view import SavedView
from clrisk_site.people.models.snapshot import Snapshot
from clrisk_site.people.models.submission import Submission
from clrisk_site.people.models.user import User

__all__ = [
    "AccessLink",
    "AuditChain",
    "AuditCheckpoint",
    "AuditEntry",
    "Constituency",
    "Draft",
    "Grant",
    "GrantKind",
    "LinkPurpose",
    "SavedView",
    "Snapshot",
    "Submission",
    "User",
]
