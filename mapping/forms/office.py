"""Forms of offices and of who holds a post, with the dates between which that holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.forms import RecordForm
from clrisk_site.places.models import Territory
from mapping.models import Office, Official
from mapping.owners import owner_paths
from mapping.queries.place_named import places_meant

_LABELS = {
    "begins": _("Since"),
    "ends": _("Until"),
    "source": _("Where this was found"),
    "illustrative": _("Invented for a demonstration"),
}
_UNTIL = _("Leave it empty while it holds. One that ended stays in the record, below the others.")


class OfficeForm(RecordForm[Office]):
    """A place where an institution attends the public."""

    place = forms.CharField(
        label=_("Neighbourhood or area"),
        required=False,
        max_length=200,
        help_text=_("The name of a neighbourhood or locality, or the code of an area."),
    )

    class Meta:
        model = Office
        fields = ("name", "address", "phone", "email", "hours", "begins", "ends", "source", "illustrative")
        labels = {
            **_LABELS,
            "name": _("Name of the office"),
            "address": _("Address"),
            "phone": _("Telephone of the office"),
            "email": _("E-mail of the office"),
            "hours": _("When it is open"),
        }
        help_texts = {
            "name": _("For example: Centro de atención Terán."),
            "email": _("Of the office, not of a person."),
            "hours": _("For example: Monday to Friday, 8 to 15 hours."),
            "ends": _UNTIL,
        }
        error_messages = {"name": {"required": _("Write what the office is called, or where it stands.")}}

    field_order = ("version", "submission", "name", "address", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.area is not None:
            self.initial["place"] = self.instance.area.code

    def clean_place(self) -> Territory | None:
        typed: str = self.cleaned_data["place"]
        if not typed.strip():
            return None
        found = places_meant(typed, self.instance.territory)
        if not found:
            raise forms.ValidationError(
                gettext("No area or neighbourhood here is called “%(typed)s”. Check it, or leave it empty.")
                % {"typed": typed}
            )
        if len(found) > 1:
            codes = ", ".join(area.code for area in found[:5])
            raise forms.ValidationError(
                gettext("“%(typed)s” lies in several areas. Write the code of one: %(codes)s.")
                % {"typed": typed, "codes": codes}
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_dates(self, data)
        if "place" in data:
            self.instance.area = data["place"]
        return data


class OfficialForm(RecordForm[Official]):
    """A post of an institution, and who holds it. Who may not see persons is asked of the post only."""

    class Meta:
        model = Official
        fields = ("post", "office", "name", "email", "phone", "begins", "ends", "source", "illustrative")
        labels = {
            **_LABELS,
            "post": _("Post"),
            "office": _("Office"),
            "name": _("Name of who holds it"),
            "email": _("E-mail at work"),
            "phone": _("Telephone at work"),
        }
        help_texts = {
            "post": _("For example: Director of programmes for children."),
            "name": _("Only posts of the municipality see it. It is in no document, export or search."),
            "ends": _UNTIL,
        }
        error_messages = {"post": {"required": _("Write the post, for example: director of programmes.")}}

    def __init__(self, *args: Any, names_persons: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = self.instance
        owners = owner_paths(record.territory)
        self.fields["office"] = forms.ModelChoiceField(
            Office.objects.filter(institution=record.institution, territory__path__in=owners),
            label=_("Office"),
            required=False,
            empty_label=gettext("No office in particular"),
        )
        if not names_persons:
            for name in Official.PERSONAL:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_dates(self, data)
        return data


def check_dates(form: forms.BaseModelForm[Any], data: dict[str, Any]) -> None:
    """Refuse an end before the beginning."""
    begins, ends = data.get("begins"), data.get("ends")
    if begins and ends and ends < begins:
        form.add_error("ends", gettext("The end lies before the beginning. Correct one of the two dates."))
