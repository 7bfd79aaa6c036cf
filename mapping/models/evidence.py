"""How well each single fact of a programme or offer is supported: claimed, or confirmed by a document."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from mapping.models.choices import Evidence
from mapping.models.interview import Interview
from mapping.models.offer import LocalOffer
from mapping.models.programme import Programme


class FactOrigin(models.TextChoices):
    """Where a fact was learned."""

    DESK = "desk", _("Desk review")
    INTERVIEW = "interview", _("Interview")
    OWNER = "owner", _("The programme's owner, by link")
    FILE = "file", _("An imported file")


class FactEvidence(Record):
    """The state of one fact. `fact` is the name of the field; a record has one state for each."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="fact_evidence"
    )
    offer = models.ForeignKey(
        LocalOffer, on_delete=models.CASCADE, null=True, blank=True, related_name="fact_evidence"
    )
    fact = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=Evidence, default=Evidence.CLAIMED)
    origin = models.CharField(max_length=9, choices=FactOrigin, default=FactOrigin.DESK)
    interview = models.ForeignKey(
        Interview, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    document = models.CharField(max_length=300, blank=True)
    noted_on = models.DateField()

    class Meta:
        ordering = ("programme", "offer", "fact")
        constraints = [
            models.UniqueConstraint(fields=("programme", "fact"), name="evidence_once_per_programme_fact"),
            models.UniqueConstraint(fields=("offer", "fact"), name="evidence_once_per_offer_fact"),
            models.CheckConstraint(
                condition=Q(programme__isnull=False, offer__isnull=True)
                | Q(programme__isnull=True, offer__isnull=False),
                name="evidence_of_one_record",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(document=""), name="fact_confirmed_by_a_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme or self.offer}: {self.fact}"
