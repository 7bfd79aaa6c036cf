"""Who takes over each post and seat of a person who leaves."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.people.actions.leave import Successor, check_successor, may_hand_over
from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.presenters.grant_rows import reach_of, role_of
from clrisk_site.people.queries.open_grants import open_grants
from clrisk_site.people.refusal import RefusedError
from clrisk_site.places.models import Territory

HANDED_OVER = frozenset({GrantKind.POST, GrantKind.SEAT})


class LeavingForm(forms.Form):
    """For each post and seat a person who has access here, or, where it may be given, somebody new."""

    def __init__(self, data: Any = None, *, person: User, territory: Territory, by: User) -> None:
        super().__init__(data)
        self.grants = list(open_grants(person))
        self.handed_over = [grant for grant in self.grants if grant.kind in HANDED_OVER]
        self._by = by
        self.given_now = {grant.pk for grant in self.handed_over if may_hand_over(by, grant)}
        people = _candidates(territory, without={person.pk, by.pk})
        self._people = {str(one.pk): one for one in people}
        labels = _labels(people, territory)
        for grant in self.handed_over:
            self._ask(grant, labels)
        name_faults(self)

    def _ask(self, grant: Grant, people: list[tuple[str, str]]) -> None:
        what = {"role": role_of(grant), "reach": reach_of(grant)}
        self.fields[f"successor_{grant.pk}"] = forms.ChoiceField(
            label=gettext("Who takes over: %(role)s, %(reach)s") % what,
            choices=[("", gettext("Nobody yet")), *people],
            required=False,
        )
        if grant.pk in self.given_now:
            self.fields[f"name_{grant.pk}"] = forms.CharField(
                label=gettext("Or somebody new: name and surnames"), max_length=150, required=False
            )
            self.fields[f"email_{grant.pk}"] = forms.EmailField(
                label=gettext("E-mail of somebody new"), required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for grant in self.handed_over:
            email, name = data.get(f"email_{grant.pk}"), data.get(f"name_{grant.pk}")
            if email and data.get(f"successor_{grant.pk}"):
                self.add_error(f"email_{grant.pk}", gettext("Choose somebody or write an address, not both."))
            if bool(email) != bool(name) and f"email_{grant.pk}" not in self.errors:
                self.add_error(
                    f"name_{grant.pk}" if email else f"email_{grant.pk}",
                    gettext("Somebody new needs both a name and an address."),
                )
        return data

    def foresees_refusal(self) -> bool:
        """Whether closing the account would be refused for a successor; the form then says so."""
        for grant in self.handed_over:
            successor = self.successor_of(grant)
            if grant.pk in self.given_now and successor.is_named:
                try:
                    check_successor(self._by, grant, successor)
                except RefusedError as refused:
                    name = "successor" if successor.user else "email"
                    self.add_error(f"{name}_{grant.pk}", render(refused.message))
        return bool(self.errors)

    @property
    def successors(self) -> dict[int, Successor]:
        """Grant id to who was named."""
        return {grant.pk: self.successor_of(grant) for grant in self.handed_over}

    def successor_of(self, grant: Grant) -> Successor:
        """Return who was named for one grant."""
        data = self.cleaned_data
        return Successor(
            self._people.get(data.get(f"successor_{grant.pk}", "")),
            data.get(f"email_{grant.pk}", ""),
            data.get(f"name_{grant.pk}", ""),
        )

    def is_invited(self, successor: Successor) -> bool:
        """Whether the person needs an invitation to come in."""
        return successor.user is None and not _has_password(successor.email)


def _has_password(email: str) -> bool:
    known = User.objects.filter(email__iexact=email).first()
    return known is not None and known.has_usable_password()


def _candidates(territory: Territory, *, without: set[int]) -> list[User]:
    here = Grant.objects.current(timezone.localdate()).filter(territory=territory)
    people = User.objects.filter(grants__in=here.exclude(kind=GrantKind.RECORD), is_active=True)
    return list(people.exclude(pk__in=without).distinct().order_by("name", "pk"))


def _labels(people: list[User], territory: Territory) -> list[tuple[str, str]]:
    """Each person with what they do here, which tells who may take what over."""
    held: dict[int, list[str]] = {}
    here = Grant.objects.current(timezone.localdate()).filter(territory=territory, user__in=people)
    for grant in here.exclude(kind=GrantKind.RECORD).order_by("pk"):
        held.setdefault(grant.user_id, []).append(role_of(grant))
    return [(str(one.pk), f"{one} ({'; '.join(held.get(one.pk, ()))})") for one in people]
