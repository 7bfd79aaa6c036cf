"""The filter bar above the list of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.permissions import ROLE_LABELS
from clrisk_site.people.queries.people_question import PeopleQuestion
from clrisk_site.people.standing import GrantStanding

_STANDINGS = [
    ("", _("In force or to come")),
    (GrantStanding.IN_FORCE.value, _("In force")),
    (GrantStanding.ENDING.value, _("Ends soon")),
    (GrantStanding.NOT_BEGUN.value, _("Not begun yet")),
    (GrantStanding.ENDED.value, _("Ended")),
]


class PeopleFilter(forms.Form):
    """Name or address, role, standing."""

    text = forms.CharField(
        label=_("Name or e-mail"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("All")), *((str(role), label) for role, label in ROLE_LABELS.items())],
    )
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=_STANDINGS)

    @property
    def question(self) -> PeopleQuestion:
        """What was asked; an answer that is none asks for nothing."""
        if not self.is_bound or not self.is_valid():
            return PeopleQuestion()
        return PeopleQuestion(**self.cleaned_data)
