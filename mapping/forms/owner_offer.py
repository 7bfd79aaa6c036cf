"""What a municipality asks the owner of a programme about its local offer: what the owner knows best."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import FieldGroup, Group, choose_known, grouped_fields, lines, narrow
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from mapping.actions.propose_changes import propose_changes
from mapping.forms.cost import settle_figures
from mapping.forms.offer import MOST_PLACES, OfferForm
from mapping.models import Evidence, LocalOffer
from mapping.owner_facts import LABELS, OFFER_ASKED, OFFER_COST, OFFER_ENTRY, OFFER_PLACES, SUPPORT

_GROUPS = (
    Group(_("Places"), OFFER_PLACES, _("Leave empty what is not known. Empty never means zero.")),
    Group(_("Who may enter, and who decides"), OFFER_ENTRY),
    Group(_("Cost"), OFFER_COST),
    Group(_("Evidence"), SUPPORT, _("Your word is a claim; with a document it can be confirmed.")),
)
NO_DOCUMENT = _("This is confirmed by a document. Name it, or the one that takes its place.")
_COUNTS = ("places_per_year", "places_used", "places_available")


class OwnerOfferForm(RecordForm[LocalOffer]):
    """The inclusion block for the programme's owner; year, zones and budget stay with the municipality."""

    class Meta:
        model = LocalOffer
        fields = OFFER_ASKED
        labels = {name: LABELS[name] for name in OFFER_ASKED}
        help_texts = {name: words for name, words in OfferForm.Meta.help_texts.items() if name in OFFER_ASKED}
        widgets = {
            **choose_known("funding_established", "redirects_to_zones", "criteria_can_change"),
            **choose_known("admits_new", "register_shareable"),
            **narrow(5, *_COUNTS),
            **narrow(10, "unit_cost_mxn", "marginal_cost_mxn"),
            **lines("obstacles"),
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form."""
        return grouped_fields(self, _GROUPS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in _COUNTS:
            if (data.get(name) or 0) > MOST_PLACES:
                words = _("This number is too large for a municipality. Check the digits.")
                self.add_error(name, words)
        # Fewer places than the zones have is a correction too: the municipality settles its zones.
        settle_figures(self, data)
        if self.instance.evidence == Evidence.CONFIRMED and not data.get("evidence_document"):
            self.add_error("evidence_document", NO_DOCUMENT)
        return data

    def write(self, *, by: User) -> LocalOffer:
        """Keep what the owner says for the municipality to decide; the offer stays as it is."""
        offer = self.save(commit=False)
        propose_changes(record=offer, by=by, expected_version=self.expected_version)
        return offer
