"""What a municipality asks the owner of a programme about its local offer: what the owner knows best."""

from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import FieldGroup, Group, grouped_fields
from clrisk_site.people.models import User
from diagnosis.models import Zone
from mapping.actions.confirm_offer import confirm_offer
from mapping.forms.offer import OfferForm
from mapping.models import LocalOffer, OfferCoverage

_GROUPS = (
    Group(
        _("Places"),
        ("without_quota", "places_per_year", "places_used", "places_available", "next_window"),
        _("Leave empty what is not known. Empty never means zero."),
    ),
    Group(
        _("Who may enter, and who decides"),
        (
            "admits_new",
            "redirects_to_zones",
            "criteria_can_change",
            "blocking_rule",
            "decided_by",
            "register_shareable",
            "obstacles",
        ),
    ),
    Group(
        _("Cost"),
        ("funding_established", "marginal_cost", "marginal_cost_mxn", "marginal_cost_basis"),
    ),
    Group(
        _("Evidence"),
        ("evidence", "evidence_document", "source"),
        _("What somebody said is claimed; a document makes it confirmed."),
    ),
)
_ASKED = tuple(name for group in _GROUPS for name in group.names)


class OwnerOfferForm(OfferForm):
    """The inclusion block for the programme's owner; year, zones and budget stay with the municipality."""

    class Meta(OfferForm.Meta):
        fields = _ASKED
        labels = {name: label for name, label in OfferForm.Meta.labels.items() if name in _ASKED}

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form."""
        return grouped_fields(self, _GROUPS)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = OfferCoverage.objects.filter(offer=self.instance).aggregate(all=Sum("places"))["all"] or 0
        offered = data.get("places_per_year")
        if offered is not None and offered < given:
            self.add_error(
                "places_per_year",
                _(
                    "The municipality has recorded more places by zone than this. "
                    "Tell them, or check the number."
                ),
            )
        return data

    def _zones_asked(self) -> list[Zone]:
        """None: the zones are the municipality's diagnosis, which a link to one record does not open."""
        return []

    def write(self, *, by: User) -> LocalOffer:
        """Save what the owner says, and that it was the owner who said it."""
        return confirm_offer(
            offer=self.save(commit=False), by=by, expected_version=self.cleaned_data["version"]
        )
