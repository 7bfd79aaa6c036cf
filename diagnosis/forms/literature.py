"""The forms of the literature log: one search, and one reference with what it says of each factor."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.form_groups import (
    FieldGroup,
    FieldRow,
    FieldTable,
    Group,
    grouped_fields,
    is_taken,
    lines,
    narrow,
)
from clrisk_site.people.models import User
from diagnosis.actions.save_reference import Said, save_reference
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Direction, Factor, FactorMention, LiteratureSearch, Reference

OLDEST_YEAR = 1900
OLDEST_AGE = 120


class SearchForm(NamelessForm[LiteratureSearch]):
    """One search as it was made, so that somebody else can make it again."""

    NAMES_PASS = ("terms",)

    class Meta:
        model = LiteratureSearch
        fields = ("engine", "terms", "language", "searched_on", "hits", "kept", "note")
        labels = {
            "engine": _("Where the search was made"),
            "terms": _("Words that were searched for"),
            "language": _("Language of the words"),
            "searched_on": _("Date of the search"),
            "hits": _("Publications found"),
            "kept": _("Publications kept"),
            "note": _("Why those were kept"),
        }
        help_texts = {
            "engine": _("For example: a catalogue of theses, a library, an index of journals."),
            "terms": _("For example: child labour and the name of the state."),
            "hits": _("Leave it empty if nobody noted it. Empty never means zero."),
            "kept": _("How many were read and entered as references."),
        }
        error_messages = {"searched_on": {"required": _("Write the date, for example 10/06/2026.")}}
        widgets = {**narrow(5, "hits", "kept"), **lines("note"), "language": forms.TextInput}

    def clean(self) -> dict[str, Any]:
        """Check the date, and that no more was kept than found."""
        cleaned = super().clean() or {}
        hits, kept = cleaned.get("hits"), cleaned.get("kept")
        if hits is not None and kept is not None and kept > hits:
            self.add_error("kept", gettext("More were kept than found. Correct one of the two numbers."))
        if (day := cleaned.get("searched_on")) and day > timezone.localdate():
            self.add_error("searched_on", gettext("This date is still to come. Write the day of the search."))
        return cleaned


_ABOUT = Group(
    _("The publication"),
    ("citation", "year", "level", "population", "age_from", "age_to", "url", "search"),
)
_NOTE = Group(_("Note"), ("note",))


class ReferenceForm(NamelessForm[Reference]):
    """A publication that was read, and which way it says each factor goes."""

    NAMES_PASS = ("citation",)

    class Meta:
        model = Reference
        fields = (*_ABOUT.names, *_NOTE.names)
        labels = {
            "citation": _("Citation"),
            "year": _("Year of publication"),
            "level": _("What it describes"),
            "population": _("Population"),
            "age_from": _("Youngest age"),
            "age_to": _("Oldest age"),
            "url": _("Link"),
            "search": _("Found by this search"),
            "note": _("What to remember of it"),
        }
        help_texts = {
            "citation": _("Authors, title, publisher, as it will stand in the report."),
            "level": _("National studies help where little was written about the municipality."),
            "population": _("Whom it studied, for example: day labourers' families of the coffee zone."),
            "url": _("A file can be attached on the page of the reference."),
        }
        widgets = {
            "level": forms.RadioSelect,
            "url": forms.URLInput,
            **lines("citation", "note"),
            **narrow(4, "year"),
            **narrow(3, "age_from", "age_to"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        search = self.fields["search"]
        assert isinstance(search, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        search.queryset = LiteratureSearch.objects.filter(territory=self.instance.territory)
        search.empty_label = str(_("No search: it was known or sent"))
        known = self._known()
        self.factors = list(offered(Factor, self.instance.territory.country, also=known))
        for factor in self.factors:
            row = known.get(factor.pk)
            self.fields[f"says_{factor.pk}"] = forms.ChoiceField(
                label=gettext("What it says of “%(factor)s”") % {"factor": factor},
                choices=[("", gettext("does not speak of it")), *Direction.choices],
                initial=row.direction if row else "",
                required=False,
            )
            self.fields[f"note_{factor.pk}"] = forms.CharField(
                label=gettext("Note on “%(factor)s”") % {"factor": factor},
                initial=row.note if row else "",
                max_length=300,
                required=False,
            )

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets: the publication, what it says of the factors, a note."""
        about, note = grouped_fields(self, (_ABOUT, _NOTE))
        table = FieldTable(
            caption=_("What does it say of each factor?"),
            columns=(_("Factor"), _("Direction"), _("Page, size, or words of the authors")),
            rows=[
                FieldRow(str(factor), [self[f"says_{factor.pk}"], self[f"note_{factor.pk}"]])
                for factor in self.factors
            ],
        )
        hint = _("Only what the publication itself found. “Unclear” is an answer too.")
        return [about, FieldGroup(_("Factors it speaks of"), (), hint, table), note, *self.box_groups]

    @property
    def said(self) -> dict[int, Said]:
        """Key of each factor that it speaks of, with direction and note."""
        data = self.cleaned_data
        return {
            factor.pk: Said(data[f"says_{factor.pk}"], data.get(f"note_{factor.pk}") or "")
            for factor in self.factors
            if data.get(f"says_{factor.pk}")
        }

    def clean(self) -> dict[str, Any]:
        """Check ages, year, a second entry of the same text, and notes without a direction."""
        cleaned = super().clean() or {}
        self._check_ages(cleaned)
        year = cleaned.get("year")
        if year is not None and not OLDEST_YEAR <= year <= timezone.localdate().year + 1:
            self.add_error("year", gettext("Write a year of four digits, for example 2018."))
        citation = " ".join((cleaned.get("citation") or "").split())
        if citation and is_taken(self, territory=self.instance.territory, citation__iexact=citation):
            self.add_error("citation", gettext("This publication is already in the log. Open it there."))
        if citation:
            cleaned["citation"] = citation
        for factor in self.factors:
            if cleaned.get(f"note_{factor.pk}") and not cleaned.get(f"says_{factor.pk}"):
                words = gettext("Choose a direction too, or empty the note.")
                self.add_error(f"says_{factor.pk}", words)
        return cleaned

    def _check_ages(self, cleaned: dict[str, Any]) -> None:
        youngest, oldest = cleaned.get("age_from"), cleaned.get("age_to")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("age_to", gettext("The oldest age is below the youngest. Correct one of them."))
        for name in ("age_from", "age_to"):
            if (cleaned.get(name) or 0) > OLDEST_AGE:
                self.add_error(name, gettext("Write an age in years, for example 17."))

    def _known(self) -> dict[int, FactorMention]:
        if not self.instance.pk:
            return {}
        return {row.factor_id: row for row in FactorMention.objects.filter(reference=self.instance)}

    def write(self, *, by: User) -> Reference:
        """Save the reference and what it says in one transaction."""
        return save_reference(
            reference=self.save(commit=False),
            said=self.said,
            by=by,
            expected_version=self.cleaned_data["version"],
        )
