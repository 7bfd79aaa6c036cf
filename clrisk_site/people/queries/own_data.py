"""Everything that the site keeps about one person, for that person to take along."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from clrisk_site.people.models import AccessLink, AuditEntry, Draft, Grant, SavedView, User


def own_data(user: User) -> dict[str, Any]:
    """Return account, grants, sessions, links, drafts, saved views and own acts as plain values."""
    return {
        "account": {
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "since": _when(user.date_joined),
        },
        "second_factor": [
            {"kind": one.type, "since": _when(one.created_at), "last_used": _when(one.last_used_at)}
            for one in Authenticator.objects.filter(user=user)
        ],
        "grants": [_grant(grant) for grant in Grant.objects.filter(user=user).select_related("territory")],
        "sessions": [
            {
                "network": session.ip,
                "device": session.user_agent,
                "since": _when(session.created_at),
                "last_seen": _when(session.last_seen_at),
            }
            for session in UserSession.objects.filter(user=user)
        ],
        "access_links": [
            {"purpose": link.purpose, "made": _when(link.created_at), "used": _when(link.used_at)}
            for link in AccessLink.objects.filter(user=user)
        ],
        "drafts": list(Draft.objects.filter(user=user).values("page", "fields")),
        "saved_views": [
            {"place": place, "list": page, "name": title, "filters": query}
            for place, page, title, query in SavedView.objects.filter(user=user).values_list(
                "territory__path", "page", "title", "query"
            )
        ],
        "acts": [
            {"at": _when(at), "action": action, "place": place or "", "record": label}
            for at, action, place, label in AuditEntry.objects.filter(by=user)
            .order_by("id")
            .values_list("at", "action", "territory__path", "subject_label")
        ],
    }


def _grant(grant: Grant) -> dict[str, Any]:
    return {
        "role": grant.role,
        "place": grant.territory.path,
        "constituency": grant.constituency,
        "starts": str(grant.starts or ""),
        "ends": str(grant.ends or ""),
        "revoked": _when(grant.revoked_at),
    }


def _when(moment: dt.datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
