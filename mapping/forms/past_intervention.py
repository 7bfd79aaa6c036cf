"""The form of a past intervention: what was done, what came of it, what was learned."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.form_groups import (
    FieldGroup,
    Group,
    choose_known,
    grouped_fields,
    is_taken,
    lines,
    narrow,
)
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Factor
from mapping.forms.programme import check_confirmed, check_year
from mapping.models import Institution, PastIntervention
from mapping.owners import owner_paths

_GROUPS = (
    Group(_("Identity"), ("name", "kind", "year_from", "year_to", "place", "institutions")),
    Group(_("What happened"), ("what_was_done", "results", "was_successful")),
    Group(
        _("What was learned"),
        ("lessons", "factors", "contact_post"),
        _("Lessons are shown beside the gaps of these factors."),
    ),
    Group(
        _("Evidence"),
        ("evidence", "evidence_document", "source", "illustrative"),
        _("What somebody said is claimed; a document makes it confirmed."),
    ),
)
_SCROLLS = {"class": "c-scroll-list"}


class PastInterventionForm(NamelessForm[PastIntervention]):
    """An intervention against child labour, or one of a sector from which something can be learned."""

    NAMES_PASS = ("name", "place", "evidence_document", "source")

    class Meta:
        model = PastIntervention
        fields = tuple(name for group in _GROUPS for name in group.names)
        labels = {
            "name": _("Name"),
            "kind": _("What it was about"),
            "year_from": _("From year"),
            "year_to": _("To year"),
            "place": _("Where it worked"),
            "what_was_done": _("What was done"),
            "results": _("What came of it"),
            "was_successful": _("Is it said to have reached its aims?"),
            "lessons": _("Lessons"),
            "contact_post": _("Post that knows about it"),
            "evidence": _("How well is this supported?"),
            "evidence_document": _("Document that confirms it"),
            "source": _("Source"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "year_to": _("Leave it empty while it still runs, or if nobody knows."),
            "results": _("Numbers with their source. A change beside it need not come from it."),
            "lessons": _("What to repeat, what to do otherwise, what it needed."),
            "contact_post": _("The post, not the person."),
            "source": _("Report, interview by post, or web page, with its date."),
        }
        error_messages = {
            "name": {"required": _("Write the name of the intervention, as its papers print it.")},
            "kind": {"required": _("Choose whether it was against child labour or of one sector.")},
        }
        widgets = {
            **choose_known("was_successful"),
            **lines("what_was_done", "results", "lessons"),
            **narrow(4, "year_from", "year_to"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territory, stored = self.instance.territory, self.instance.pk is not None
        chosen = list(self.instance.factors.values_list("pk", flat=True)) if stored else []
        self.fields["institutions"] = forms.ModelMultipleChoiceField(
            Institution.objects.filter(territory__path__in=owner_paths(territory)),
            label=_("Institutions that took part"),
            help_text=_("If one is missing, record the institution first."),
            widget=forms.CheckboxSelectMultiple(attrs=_SCROLLS),
            required=False,
        )
        self.fields["factors"] = forms.ModelMultipleChoiceField(
            offered(Factor, territory.country, also=chosen),
            label=_("Factors that it worked on"),
            widget=forms.CheckboxSelectMultiple(attrs=_SCROLLS),
            required=False,
        )

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form."""
        return [*grouped_fields(self, _GROUPS), *self.box_groups]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        check_confirmed(self, data)
        first, last = data.get("year_from"), data.get("year_to")
        for name in ("year_from", "year_to"):
            check_year(self, name, data.get(name))
        if first and last and last < first:
            self.add_error("year_to", gettext("It would end before it began. Correct one of the two years."))
        if first and first > timezone.localdate().year:
            self.add_error("year_from", gettext("This year is still to come. Past interventions only."))
        if is_taken(self, territory=self.instance.territory, name=data.get("name")):
            self.add_error("name", gettext("An intervention of this name is already recorded here."))
        return data
