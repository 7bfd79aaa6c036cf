"""Who changed an entry of a country, when, and from what to what."""

from django.db.models import QuerySet

from clrisk_site.adaptations.models import Adaptation
from clrisk_site.people.models import AuditEntry


def history_of(adaptation: Adaptation) -> QuerySet[AuditEntry]:
    """Return the audit entries of one adaptation, the newest first."""
    subject = adaptation._meta.label_lower
    rows = AuditEntry.objects.filter(subject_type=subject, subject_id=str(adaptation.pk))
    return rows.select_related("by").order_by("-number")
