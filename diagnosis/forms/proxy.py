"""The form of a proxy: which published number of the areas stands for a factor, from whom and how well."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.fields import LongTextField, YearField
from clrisk_site.tables.wording import plain
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Direction, Factor, Proxy
from diagnosis.queries.proxy_data import INDICATOR, RELEASE, ProxyData, key_of


class ProxyForm(NamelessForm[Proxy]):
    """Edits a proxy. `data` are the origins that have numbers in the areas."""

    NAMES_PASS = ("source",)

    numbers = forms.ChoiceField(
        label=_("Numbers of the areas"),
        help_text=_("What was imported and has numbers here. The years and producers stand beside the name."),
        error_messages={"required": _("Choose the numbers that stand for the factor.")},
    )
    title = forms.CharField(
        label=_("What it measures"),
        help_text=_("In plain words. Left empty, the name of the numbers is taken."),
        max_length=200,
        required=False,
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Producer and title, as in the list above. A proxy without a source is not accepted."),
        max_length=300,
        error_messages={
            "required": _(
                "Name the source: who published the number and where. Without it there is no proxy."
            )
        },
    )
    year = YearField(label=_("Year of the numbers"))
    direction = forms.ChoiceField(
        label=_("More of it is"),
        choices=[
            (Direction.RAISES, Direction.RAISES.label),
            (Direction.LOWERS, Direction.LOWERS.label),
        ],
        widget=forms.RadioSelect,
        help_text=_("Of the number itself: school attendance goes with less, non-attendance with more."),
    )
    note = LongTextField(limit=1000, rows=3, label=_("Note"), required=False)

    class Meta:
        model = Proxy
        fields = ("factor", "title", "source", "year", "unit", "direction", "fit", "note", "in_use")
        labels = {
            "factor": _("Factor"),
            "unit": _("Unit"),
            "fit": _("How well it says what the factor means"),
            "in_use": _("In use: the index counts it"),
        }
        help_texts = {
            "unit": _("For example: % of dwellings. Left empty, the unit of the numbers is taken."),
            "in_use": _("Only one proxy of a factor is in use, so that nothing counts twice."),
        }
        widgets = {"fit": forms.RadioSelect}

    field_order = (
        "factor", "numbers", "title", "source", "year", "unit", "direction", "fit", "note", "in_use",
    )  # fmt: skip

    def __init__(self, *args: Any, data_of_areas: Sequence[ProxyData], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.origins = {one.key: one for one in data_of_areas}
        factor = self.fields["factor"]
        assert isinstance(factor, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        factor.queryset = offered(Factor, self.instance.territory.country)
        numbers = self.fields["numbers"]
        assert isinstance(numbers, forms.ChoiceField)  # noqa: S101 - tells the type checker
        numbers.choices = [("", "—"), *((one.key, _words(one)) for one in data_of_areas)]
        if self.instance.pk:
            self.initial["numbers"] = key_of(self.instance)

    def clean(self) -> dict[str, Any]:
        """Check that the numbers are there, of that year and producer, and that none counts twice."""
        cleaned = super().clean() or self.cleaned_data
        origin = self.origins.get(cleaned.get("numbers", ""))
        if origin is not None:
            self._take(origin, cleaned)
        self._refuse_second(cleaned)
        return cleaned

    def _take(self, origin: ProxyData, cleaned: dict[str, Any]) -> None:
        kind, _dash, pk = origin.key.partition("-")
        self.instance.release_id = int(pk) if kind == RELEASE else None
        self.instance.indicator_id = int(pk) if kind == INDICATOR else None
        self.instance.illustrative = origin.illustrative
        cleaned["title"] = cleaned.get("title") or origin.name[:200]
        cleaned["unit"] = cleaned.get("unit") or origin.unit
        factor, year, source = (cleaned.get(name) for name in ("factor", "year", "source"))
        if factor is not None and kind == RELEASE and factor.code not in origin.factors:
            words = _("«%(data)s» has no number for this factor in the areas. Choose other numbers.")
            self.add_error("numbers", forms.ValidationError(words, params={"data": origin.name}))
        if year is None:
            return
        producers = origin.sources.get(year)
        if producers is None:
            words = _("These numbers are of %(years)s. Write one of these years.")
            years = ", ".join(str(one) for one in sorted(origin.sources))
            self.add_error("year", forms.ValidationError(words, params={"years": years}))
        elif source and len(producers) > 1 and source not in producers:
            words = _("Several producers published it for %(year)s. Write the source as one of: %(sources)s.")
            params = {"year": year, "sources": "; ".join(producers)}
            self.add_error("source", forms.ValidationError(words, params=params))
        elif source and not any(plain(one) in plain(source) for one in producers):
            words = _("Name who published these numbers: %(sources)s. A title may follow.")
            self.add_error("source", forms.ValidationError(words, params={"sources": "; ".join(producers)}))

    def _refuse_second(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("in_use") or not cleaned.get("factor"):
            return
        own = self.instance
        others = Proxy.objects.filter(territory=own.territory, factor=cleaned["factor"], in_use=True)
        other = others.exclude(pk=own.pk).first()
        if other is not None:
            words = _(
                "«%(title)s» already stands for this factor. Save this one without use; "
                "the register then lets you change over."
            )
            self.add_error("in_use", forms.ValidationError(words, params={"title": other.title}))


def _words(one: ProxyData) -> str:
    years = "; ".join(f"{year}: {', '.join(one.sources[year])}" for year in sorted(one.sources, reverse=True))
    return f"{one.name} · {years}"
