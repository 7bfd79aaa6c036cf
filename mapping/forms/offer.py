"""The form of a local offer: what a programme can do here, and which zones it reaches."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.wording import render
from clrisk_site.people.form_groups import (
    FieldGroup,
    FieldRow,
    FieldTable,
    Group,
    choose_known,
    grouped_fields,
    is_taken,
    lines,
    narrow,
)
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from diagnosis.models import Zone, ZoneStatus
from mapping.actions.save_offer import ZoneReach, save_offer
from mapping.coverage_sums import zones_over
from mapping.forms.cost import settle_figures
from mapping.forms.programme import check_confirmed, check_year
from mapping.models import Known, LocalOffer, OfferCoverage
from mapping.queries.offer_faults import groups_of

MOST_PLACES = 10_000_000
_COUNTS = (
    "goal",
    "achieved",
    "places_per_year",
    "places_used",
    "places_available",
    "girls_served",
    "boys_served",
)
_GROUPS = (
    Group(_("Year and contact"), ("year", "contact_post")),
    Group(
        _("What it delivers here"),
        (
            "goal",
            "goal_unit",
            "achieved",
            "without_quota",
            "places_per_year",
            "places_used",
            "girls_served",
            "boys_served",
        ),
        _("Leave empty what is not known. Empty never means zero."),
    ),
    Group(_("Budget"), ("budget_source", "budget_approved_mxn", "budget_spent_mxn")),
    Group(
        _("Possibility to include it"),
        (
            "funding_established",
            "admits_new",
            "redirects_to_zones",
            "criteria_can_change",
            "decided_by",
            "blocking_rule",
            "places_available",
            "unit_cost_mxn",
            "marginal_cost_mxn",
            "marginal_cost",
            "marginal_cost_basis",
            "register_shareable",
            "next_window",
            "obstacles",
        ),
        _("These answers decide whether an action line may rest on it."),
    ),
    Group(
        _("Evidence"),
        ("evidence", "evidence_document", "source", "illustrative"),
        _("What somebody said is claimed; a document makes it confirmed."),
    ),
)


class OfferForm(RecordForm[LocalOffer]):
    """The inclusion block of a programme in one municipality and year."""

    class Meta:
        model = LocalOffer
        fields = tuple(name for group in _GROUPS for name in group.names)
        labels = {
            "year": _("Year"),
            "contact_post": _("Post to contact"),
            "goal": _("Annual goal"),
            "goal_unit": _("Unit of the goal"),
            "achieved": _("Achieved"),
            "without_quota": _("No quota: it serves everyone who meets the requirements"),
            "places_per_year": _("Places per year"),
            "places_used": _("Places used"),
            "girls_served": _("Girls served"),
            "boys_served": _("Boys served"),
            "budget_source": _("Where its budget comes from"),
            "budget_approved_mxn": _("Budget approved, in pesos"),
            "budget_spent_mxn": _("Budget spent, in pesos"),
            "funding_established": _("Is its source of funding established?"),
            "admits_new": _("Can it admit new children?"),
            "redirects_to_zones": _("Can it redirect places to the priority zones?"),
            "criteria_can_change": _("Can its criteria of inclusion change?"),
            "decided_by": _("Who decides"),
            "blocking_rule": _("Rule that keeps the children concerned out"),
            "places_available": _("Free places"),
            "unit_cost_mxn": _("Cost per child, in pesos"),
            "marginal_cost": _("Cost of one more child"),
            "marginal_cost_mxn": _("Cost of one more child, in pesos"),
            "marginal_cost_basis": _("How the cost was estimated"),
            "register_shareable": _("Can its register be shared?"),
            "next_window": _("Next period of intake"),
            "obstacles": _("Obstacles"),
            "evidence": _("How well is this supported?"),
            "evidence_document": _("Document that confirms it"),
            "source": _("Source"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "contact_post": _("The post, not the person."),
            "goal_unit": _("For example scholarships or families."),
            "girls_served": _("A count only. Never names or lists."),
            "boys_served": _("A count only. Never names or lists."),
            "decided_by": _("Post or body that may open places or change a rule."),
            "blocking_rule": _("For example: asks for formal employment. Its places then do not count."),
            "places_available": _("Places that could be filled now without new money."),
            "budget_source": _("Fund, item or agreement, as the budget prints it."),
            "unit_cost_mxn": _("What it spends in a year for each child that it serves."),
            "marginal_cost": _("Leave it as not known yet: both amounts above give it by themselves."),
            "register_shareable": _(
                "The register is never stored here; this says whether counts can be asked for."
            ),
        }
        error_messages = {"year": {"required": _("Write the year that the figures speak of.")}}
        widgets = {
            **choose_known("funding_established", "redirects_to_zones", "criteria_can_change"),
            **choose_known("admits_new", "register_shareable"),
            **narrow(4, "year"),
            **narrow(5, *_COUNTS),
            **narrow(10, "budget_approved_mxn", "budget_spent_mxn", "unit_cost_mxn", "marginal_cost_mxn"),
            **lines("obstacles"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _COUNTS:
            if name in self.fields:
                self.fields[name].widget.attrs.pop("min", None)
        self._zones = self._zones_asked()
        known = self._known_reach()
        for zone in self._zones:
            row = known.get(zone.pk)
            self.fields[f"reaches_{zone.pk}"] = forms.ChoiceField(
                label=gettext("Reaches zone %(zone)s") % {"zone": zone},
                choices=Known.choices,
                initial=row.reaches if row else Known.UNKNOWN,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                required=False,
            )
            self.fields[f"places_{zone.pk}"] = forms.IntegerField(
                label=gettext("Places in zone %(zone)s") % {"zone": zone},
                initial=row.places if row else None,
                min_value=0,
                max_value=MOST_PLACES,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
                required=False,
            )

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form, with the zones before the inclusion block."""
        year, delivers, budget, inclusion, evidence = grouped_fields(self, _GROUPS)
        if not self._zones:
            return [year, delivers, inclusion, budget, evidence]
        table = FieldTable(
            caption=_("Which zones does it reach, and with how many places per year?"),
            columns=(_("Zone"), _("Does it reach it?"), _("Places")),
            rows=[
                FieldRow(zone.name, [self[f"reaches_{zone.pk}"], self[f"places_{zone.pk}"]], zone.letter)
                for zone in self._zones
            ],
        )
        reach = FieldGroup(
            _("Zones that it reaches"), (), _("Leave places empty if they are not known."), table
        )
        return [year, delivers, reach, inclusion, budget, evidence]

    @property
    def reach(self) -> dict[int, ZoneReach]:
        """Zone id to what was answered."""
        data = self.cleaned_data
        return {
            zone.pk: ZoneReach(
                data.get(f"reaches_{zone.pk}") or Known.UNKNOWN.value, data.get(f"places_{zone.pk}")
            )
            for zone in self._zones
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_confirmed(self, data)
        check_year(self, "year", data.get("year"))
        for name in _COUNTS:
            if (data.get(name) or 0) > MOST_PLACES:
                self.add_error(
                    name, gettext("This number is too large for a municipality. Check the digits.")
                )
        own = {"territory": self.instance.territory, "programme": self.instance.programme}
        if data.get("year") and is_taken(self, **own, year=data["year"]):
            self.add_error(
                "year", gettext("This year is already recorded. Change that record, or another year.")
            )
        for zone in self._zones:
            if data.get(f"places_{zone.pk}") and data.get(f"reaches_{zone.pk}") != Known.YES:
                self.add_error(
                    f"places_{zone.pk}",
                    gettext(
                        "Places count only where it reaches. Answer Yes for zone %(zone)s, or empty them."
                    )
                    % {"zone": zone.letter},
                )
        self._check_sums(data)
        return data

    def _check_sums(self, data: dict[str, Any]) -> None:
        """Hold the offer against its zones and against the groups that stand on the page of its coverage."""
        by_zone = {zone.pk: data.get(f"places_{zone.pk}") for zone in self._zones}
        groups = groups_of(self.instance)
        letters = {zone.pk: zone.letter for zone in self._zones}
        for zone, words in zones_over(groups, by_zone, letters).items():
            self.add_error(f"places_{zone}", render(words))
        # Places given to zones are part of the places per year; more would cover needs with nothing.
        settle_figures(self, data, in_zones=sum(given or 0 for given in by_zone.values()), groups=groups)

    def write(self, *, by: User) -> LocalOffer:
        """Save the offer and its reach in one transaction."""
        return save_offer(
            offer=self.save(commit=False),
            reach=self.reach,
            by=by,
            expected_version=self.cleaned_data["version"],
        )

    def _zones_asked(self) -> list[Zone]:
        """Zones that the form asks about."""
        return list(Zone.objects.filter(territory=self.instance.territory).exclude(status=ZoneStatus.DROPPED))

    def _known_reach(self) -> dict[int, OfferCoverage]:
        if not self.instance.pk:
            return {}
        return {row.zone_id: row for row in OfferCoverage.objects.filter(offer=self.instance)}
