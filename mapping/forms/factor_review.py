"""One form for the factors of many programmes: what is proposed for each, and what a person decides."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mapping.actions.review_factors import FactorDecision
from mapping.models import Strength
from mapping.queries.factor_proposals import FactorProposal, ProposedProgramme

LATER, TICKED, NONE = "later", "ticked", "none"
LONGEST_REASON = 300
_DECISIONS: list[tuple[str, str | Promise]] = [
    (LATER, _("Decide later")),
    (TICKED, _("It addresses what is ticked")),
    (NONE, _("It addresses none of the factors")),
]


def reason_of(proposal: FactorProposal) -> str:
    """Say why a factor is proposed, in the words of the programme."""
    quoted = ", ".join(f"«{words}»" for words in proposal.quoted)
    return (gettext("the text says %(words)s") % {"words": quoted})[:LONGEST_REASON]


class FactorReviewForm(forms.Form):
    """Nothing is decided unless a person says so, programme by programme."""

    def __init__(self, *args: Any, rows: Sequence[ProposedProgramme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self._add(row)

    def _add(self, row: ProposedProgramme) -> None:
        pk = row.programme.pk
        self.fields[f"version_{pk}"] = forms.IntegerField(
            initial=row.programme.version, min_value=0, widget=forms.HiddenInput
        )
        if row.proposals:
            self.fields[f"factors_{pk}"] = forms.MultipleChoiceField(
                label=gettext("Factors proposed for %(programme)s") % {"programme": row.programme.name},
                choices=[
                    (str(one.factor.pk), f"{one.factor} ({Strength(one.strength).label}): {reason_of(one)}")
                    for one in row.proposals
                ],
                initial=[str(one.factor.pk) for one in row.proposals],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields[f"decision_{pk}"] = forms.ChoiceField(
            label=gettext("What do you decide about %(programme)s?") % {"programme": row.programme.name},
            choices=[one for one in _DECISIONS if row.proposals or one[0] != TICKED],
            initial=LATER,
            widget=forms.RadioSelect,
            required=False,
        )

    @property
    def shown(self) -> list[dict[str, Any]]:
        """Each programme with its fields, for the template."""
        return [
            {
                "programme": row.programme,
                "version": self[f"version_{row.programme.pk}"],
                "factors": self[f"factors_{row.programme.pk}"] if row.proposals else None,
                "decision": self[f"decision_{row.programme.pk}"],
            }
            for row in self.rows
        ]

    @property
    def decisions(self) -> list[FactorDecision]:
        """What was decided, without the programmes that are left for later."""
        return [decision for row in self.rows if (decision := self._decision(row)) is not None]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in self.rows:
            pk = row.programme.pk
            if data.get(f"decision_{pk}") == TICKED and not data.get(f"factors_{pk}"):
                self.add_error(
                    f"factors_{pk}",
                    gettext("Tick at least one factor of «%(programme)s», or say that it addresses none.")
                    % {"programme": row.programme.name},
                )
        if not self.errors and not self.decisions:
            self.add_error(None, gettext("Decide about at least one programme."))
        return data

    def _decision(self, row: ProposedProgramme) -> FactorDecision | None:
        data, pk = self.cleaned_data, row.programme.pk
        decided = data.get(f"decision_{pk}") or LATER
        if decided == LATER:
            return None
        ticked = set(data.get(f"factors_{pk}") or ()) if decided == TICKED else set()
        kept = [one for one in row.proposals if str(one.factor.pk) in ticked]
        return FactorDecision(
            row.programme,
            data[f"version_{pk}"],
            {one.factor.pk: one.strength for one in kept},
            {one.factor.pk: reason_of(one) for one in kept},
        )
