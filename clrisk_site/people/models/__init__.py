"""One concept per file; import them from here."""

from clrisk_site.people.models.audit_entry import AuditEntry
from clrisk_site.people.models.grant import Constituency, Grant, GrantKind
from clrisk_site.people.models.user import User

__all__ = ["AuditEntry", "Constituency", "Grant", "GrantKind", "User"]
