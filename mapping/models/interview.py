"""Interviews with institutions (specification B3.5): what was asked, noted, corrected and agreed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.people.record import Record
from mapping.models.choices import Known
from mapping.models.institution import Institution
from mapping.models.offer import LocalOffer
from mapping.models.programme import Programme
from mapping.models.space import CoordinationSpace


class InterviewTheme(CatalogueEntry):
    """One theme of the guide, with the questions that it opens with."""

    CATALOGUE = "interview_themes"


class InterviewState(models.TextChoices):
    """How far an interview has come."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CLOSED = "closed", _("Closed: answers written back")


class InterviewMedium(models.TextChoices):
    """How it was held."""

    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video call")
    PHONE = "phone", _("By telephone")
    WRITING = "writing", _("In writing")


class Interview(Record):
    """One talk with one institution. The post is public; the name of who spoke is personal, and optional."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="interviews")
    state = models.CharField(max_length=8, choices=InterviewState, default=InterviewState.PLANNED)
    day = models.DateField(null=True, blank=True)
    medium = models.CharField(max_length=9, choices=InterviewMedium, default=InterviewMedium.IN_PERSON)
    place = models.CharField(max_length=200, blank=True)
    interviewee_post = models.CharField(max_length=200, blank=True)
    interviewee_name = models.CharField(max_length=200, blank=True)
    interviewer = models.CharField(max_length=200, blank=True)
    consents_to_record = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    consents_to_quote = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    withdrawn_on = models.DateField(null=True, blank=True)
    programmes = models.ManyToManyField(Programme, blank=True, related_name="interviews")
    spaces = models.ManyToManyField(CoordinationSpace, blank=True, related_name="interviews")
    incentives = models.TextField(blank=True)
    capabilities = models.TextField(blank=True)
    reason_before_review = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"interviewee_name", "interviewee_post", "interviewer", "incentives", "capabilities"}
    )

    class Meta:
        ordering = ("territory", "-day", "-id")

    def __str__(self) -> str:
        return f"{self.institution} ({self.day or self.get_state_display()})"

    @property
    def is_withdrawn(self) -> bool:
        """Whether who spoke took back what was said."""
        return self.withdrawn_on is not None

    @property
    def is_open(self) -> bool:
        """Whether answers can still be recorded."""
        return self.state != InterviewState.CLOSED and not self.is_withdrawn


class Handling(models.TextChoices):
    """Who may read a note. Only open ones leave the site."""

    OPEN = "open", _("Open to the commission")
    RESTRICTED = "restricted", _("Restricted to the municipality's team")
    OFF_THE_RECORD = "off_the_record", _("Off the record: its writer only")


class InterviewNote(Record):
    """What was said, under a theme or none. The audit never tells the text."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="notes")
    theme = models.ForeignKey(
        InterviewTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    handling = models.CharField(max_length=14, choices=Handling, default=Handling.RESTRICTED)
    text = models.TextField()

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text"})

    class Meta:
        ordering = ("interview", F("theme__position").asc(nulls_last=True), "id")

    def __str__(self) -> str:
        return f"{self.interview}: {self.theme or self.pk}"

    @property
    def audit_label(self) -> str:
        """What the history calls it: of which interview it is, never under which theme."""
        return str(self.interview)


class CheckAnswer(models.TextChoices):
    """What the interviewee said of a fact of the desk review."""

    CONFIRMED = "confirmed", _("It is so")
    CORRECTED = "corrected", _("It is otherwise")
    NOT_KNOWN = "not_known", _("Does not know")
    NOT_ASKED = "not_asked", _("Not asked")


class FactCheck(Record):
    """One fact of a programme or its local offer, as the desk review had it and as the interview left it.

    `fact` is the name of the field. `desk_value` and `said_value` hold stored values, not words. Once it was
    written back, `written_at` and `written_by` tell when and by whom.
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="checks")
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="fact_checks"
    )
    offer = models.ForeignKey(
        LocalOffer, on_delete=models.CASCADE, null=True, blank=True, related_name="fact_checks"
    )
    fact = models.CharField(max_length=40)
    desk_value = models.JSONField(null=True, blank=True)
    answer = models.CharField(max_length=9, choices=CheckAnswer, default=CheckAnswer.NOT_ASKED)
    said_value = models.JSONField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    UNAUDITED = Record.UNAUDITED | {"desk_value", "said_value"}

    class Meta:
        ordering = ("interview", "programme", "offer", "fact")
        constraints = [
            models.UniqueConstraint(fields=("interview", "programme", "fact"), name="programme_fact_once"),
            models.UniqueConstraint(fields=("interview", "offer", "fact"), name="offer_fact_once"),
            models.CheckConstraint(
                condition=Q(programme__isnull=False, offer__isnull=True)
                | Q(programme__isnull=True, offer__isnull=False),
                name="fact_check_of_one_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interview}: {self.fact}"


class FollowUp(Record):
    """Something agreed in an interview: what, which post, until when, and when it was done."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField(max_length=300)
    responsible = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"what", "responsible"})

    class Meta:
        ordering = (F("due_on").asc(nulls_last=True), "id")

    def __str__(self) -> str:
        return self.what

    @property
    def audit_label(self) -> str:
        """What the history calls it: of which interview it is, for who spoke may take back the words."""
        return str(self.interview)
