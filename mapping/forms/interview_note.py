"""The forms of a note and of something agreed in an interview."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.fields import LongTextField
from clrisk_site.people.forms import RecordForm
from mapping.models import FollowUp, Handling, InterviewNote, InterviewTheme

LONGEST_NOTE = 4_000


class InterviewNoteForm(RecordForm[InterviewNote]):
    """What was said, and who may read it."""

    text = LongTextField(
        limit=LONGEST_NOTE,
        label=_("What was said"),
        help_text=_("Write of institutions and programmes. Never the name or the story of a child."),
        error_messages={"required": _("Write what was said.")},
    )

    class Meta:
        model = InterviewNote
        fields = ("theme", "handling", "text")

    def __init__(self, *args: Any, is_team: bool = False, is_writer: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.instance.territory.country
        also = [self.instance.theme_id] if self.instance.theme_id else []
        self.fields["theme"] = forms.ModelChoiceField(
            offered(InterviewTheme, country, also=also),
            label=_("Theme"),
            required=False,
            empty_label=_("No theme"),
        )
        choices = [
            (code, label)
            for code, label in Handling.choices
            if _may_choose(code, is_team=is_team, is_writer=is_writer)
        ]
        self.fields["handling"] = forms.ChoiceField(
            label=_("Who may read it"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_("Only open notes stand in documents. The others leave the site in no file."),
            error_messages={"required": _("Choose who may read the note.")},
        )


def _may_choose(handling: str, *, is_team: bool, is_writer: bool) -> bool:
    """Nobody chooses a handling under which they could not read the note afterwards."""
    if handling == Handling.RESTRICTED:
        return is_team
    return is_writer or handling != Handling.OFF_THE_RECORD


class FollowUpForm(RecordForm[FollowUp]):
    """What was agreed, which post does it, until when; and when it was done."""

    class Meta:
        model = FollowUp
        fields = ("what", "responsible", "due_on", "done_on")
        labels = {
            "what": _("What was agreed"),
            "responsible": _("Post or institution that does it"),
            "due_on": _("Until"),
            "done_on": _("Done on"),
        }
        help_texts = {
            "what": _("For example: send the rules of operation of 2026."),
            "responsible": _("The post, not the person."),
            "done_on": _("Leave it empty while it waits."),
        }
        error_messages = {"what": {"required": _("Write what was agreed.")}}
