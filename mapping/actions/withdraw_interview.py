"""Withdraws an interview at the wish of who spoke: names and words are erased, facts written back stay."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.people.models import Draft, User
from clrisk_site.people.writing import NotSavedError, delete_record, save_record
from mapping.models import Interview

_ERASED = (
    "interviewee_name",
    "interviewee_post",
    "interviewer",
    "place",
    "reason_before_review",
    "incentives",
    "capabilities",
)


@transaction.atomic
def withdraw_interview(*, interview: Interview, by: User, expected_version: int) -> Interview:
    """Erase what was said and who said it. Facts that were written back stay; their source is withdrawn.

    Raises
    ------
    NotSavedError
        When it was withdrawn before.
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    if interview.is_withdrawn:
        raise NotSavedError(says("This interview was withdrawn before."))
    interview.withdrawn_on = timezone.localdate()
    for name in _ERASED:
        setattr(interview, name, "")
    save_record(interview, by=by, expected_version=expected_version, action="withdraw")
    _forget_drafts(interview)
    for note in interview.notes.select_related("territory", "interview__institution"):
        delete_record(note, by=by, expected_version=note.version)
    for agreed in interview.follow_ups.select_related("territory", "interview__institution"):
        delete_record(agreed, by=by, expected_version=agreed.version)
    interview.checks.filter(written_at__isnull=True).delete()
    return interview


def _forget_drafts(interview: Interview) -> None:
    """Remove what anybody typed of it and did not save, for it holds the same words."""
    path = interview.territory.path
    pages = [reverse("interview", args=[path, interview.pk])]
    pages += [
        reverse("interview-note-edit", args=[path, note])
        for note in interview.notes.values_list("pk", flat=True)
    ]
    pages += [
        reverse("follow-up-edit", args=[path, agreed])
        for agreed in interview.follow_ups.values_list("pk", flat=True)
    ]
    for page in pages:
        Draft.objects.filter(page__startswith=page).delete()
