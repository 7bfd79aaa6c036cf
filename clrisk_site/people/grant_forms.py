"""The short forms that give a post, a membership or a seat, alone or together with an invitation."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.wording import render
from clrisk_site.people.actions.access_links import LIFETIMES
from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.models import Constituency, Grant, GrantKind, LinkPurpose
from clrisk_site.people.models.grant import ROLES_BY_KIND
from clrisk_site.people.permissions import ROLE_LABELS, Role
from clrisk_site.people.refusal import RefusedError
from clrisk_site.people.seating import seating
from clrisk_site.people.terms import GrantTerms
from clrisk_site.places.models import Territory

LONGEST_BY_LINK = dt.timedelta(days=90)


def _date_box() -> forms.DateInput:
    return forms.DateInput(attrs={"class": "govuk-input--width-10"})


def _open_end() -> forms.DateField:
    return forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty if no end is known. For example 30/09/2027."),
        widget=_date_box(),
    )


class GrantForm(forms.Form):
    """The base: where the grant is given, and how a refusal is shown."""

    kind: GrantKind

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.territory = territory
        self.held: Grant | None = None  # what stands in the way of the grant
        name_faults(self)

    @property
    def terms(self) -> GrantTerms:
        """What was typed, as the terms of a grant."""
        data = self.cleaned_data
        return GrantTerms(
            self.kind,
            Role(data["role"]),
            self.territory,
            data.get("starts"),
            data.get("ends"),
            data.get("space"),
            data.get("constituency", ""),
            data.get("sits_as") == "substitute",
        )

    def refuse(self, refused: RefusedError) -> None:
        """Show why the action refused, beside the field that it is about."""
        field = refused.field if refused.field in self.fields else None
        self.add_error(field, render(refused.message))
        self.held = refused.held


class PostForm(GrantForm):
    """A post of the municipality, with the first and last day of the mandate."""

    kind = GrantKind.POST
    role = forms.ChoiceField(label=_("Post"), widget=forms.RadioSelect)
    starts = forms.DateField(label=_("First day of the mandate"), widget=_date_box())
    ends = forms.DateField(
        label=_("Last day of the mandate"),
        help_text=_("Access ends by itself the day after. For example 30/09/2027."),
        widget=_date_box(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_roles(self.fields["role"], self.kind)
        self.fields["starts"].initial = timezone.localdate


class MembershipForm(GrantForm):
    """A role in the place and all below it."""

    kind = GrantKind.MEMBERSHIP
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    starts = forms.DateField(label=_("First day"), required=False, widget=_date_box())
    ends = _open_end()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_roles(self.fields["role"], self.kind)


class SeatForm(GrantForm):
    """A seat in a coordination space of the place."""

    kind = GrantKind.SEAT
    space = forms.ModelChoiceField(label=_("Coordination space"), queryset=Grant.objects.none())
    constituency = forms.ChoiceField(
        label=_("Speaks for"), choices=Constituency.choices, widget=forms.RadioSelect
    )
    sits_as = forms.ChoiceField(
        label=_("Sits as"),
        choices=[("titular", _("Titular")), ("substitute", _("Substitute"))],
        initial="titular",
        widget=forms.RadioSelect,
        help_text=_("Both read the same. The substitute speaks when the titular is absent."),
    )
    starts = forms.DateField(label=_("First day"), required=False, widget=_date_box())
    ends = _open_end()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        space = self.fields["space"]
        assert isinstance(space, forms.ModelChoiceField)  # noqa: S101 - declared above
        space.queryset = seating.spaces_of(self.territory)

    @property
    def terms(self) -> GrantTerms:
        self.cleaned_data["role"] = Role.COMMISSION_MEMBER
        return super().terms


class PersonFields(forms.Form):
    """Who is invited."""

    name = forms.CharField(label=_("Name and surnames"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The person signs in with it. Their own, not one that an office shares."),
    )


class InviteToPostForm(PersonFields, PostForm):
    """A new person and their post."""

    field_order = ("name", "email")


class InviteToMembershipForm(PersonFields, MembershipForm):
    """A new person and their membership."""

    field_order = ("name", "email")


class InviteToSeatForm(PersonFields, SeatForm):
    """A new person and their seat."""

    field_order = ("name", "email")


class AskOwnerForm(PersonFields, GrantForm):
    """Who fills in one record by link, and until when."""

    kind = GrantKind.RECORD
    ends = forms.DateField(
        label=_("Last day of the link"),
        help_text=_("At most 90 days from today."),
        widget=_date_box(),
    )
    field_order = ("name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends"].initial = timezone.localdate() + LIFETIMES[LinkPurpose.RECORD]

    def clean_ends(self) -> dt.date:
        ends: dt.date = self.cleaned_data["ends"]
        if ends < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        if ends > timezone.localdate() + LONGEST_BY_LINK:
            raise forms.ValidationError(_("A link lasts 90 days at most. Choose an earlier day."))
        return ends


GRANT_FORMS: Mapping[GrantKind, type[GrantForm]] = {
    GrantKind.POST: PostForm,
    GrantKind.SEAT: SeatForm,
    GrantKind.MEMBERSHIP: MembershipForm,
}
INVITE_FORMS: Mapping[GrantKind, type[GrantForm]] = {
    GrantKind.POST: InviteToPostForm,
    GrantKind.SEAT: InviteToSeatForm,
    GrantKind.MEMBERSHIP: InviteToMembershipForm,
}


def _offer_roles(field: forms.Field, kind: GrantKind) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - both forms declare it so
    field.choices = [(str(role), ROLE_LABELS[role]) for role in ROLES_BY_KIND[kind]]
