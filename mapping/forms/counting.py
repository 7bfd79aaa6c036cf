"""The forms of counting a list of persons: its file, its columns with the facts of all, and removing."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.people.fields import YearField
from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.form_groups import FieldGroup, Group, grouped_fields
from clrisk_site.tables.header import Header
from clrisk_site.tables.limits import BULK, MEBIBYTE
from clrisk_site.tables.persons.ages import DAY_FIRST, MONTH_FIRST
from clrisk_site.tables.persons.counting import AGE, AREA, DATES, PARTS, PERSON, PROGRAMME, SEX, Tally
from clrisk_site.tables.persons.proposing import propose_columns
from clrisk_site.tables.persons.sexes import BOYS, GIRLS, ONE, H, M
from clrisk_site.tables.readers.choices import ENCODINGS
from clrisk_site.tables.readers.packing import letter
from mapping.actions.keep_counting import FILE, KEEP, REPLACE, fingerprint_of
from mapping.models import BeneficiaryCounting, Programme

ACCEPT = ".csv,.xlsx,.xls,.ods,.txt,.tsv"
LEAST_SHARE = 0.1
"""Below this share of rows with a known area, the column is taken for a wrong choice."""

MEANS = {M: "means_m", H: "means_h", ONE: "means_1", DATES: "dates"}
_SEXES = ((GIRLS, _("Women and girls")), (BOYS, _("Men and boys")))
_ORDERS = ((DAY_FIRST, _("The day")), (MONTH_FIRST, _("The month")))
_COLUMNS = Group(
    _("Which columns say what"),
    PARTS,
    _("Only these columns are read. What they hold is counted and forgotten."),
)
_FACTS = Group(
    _("What the whole list is"), ("title", "source", "year", "counted_on", "one_programme", "illustrative")
)
_EARLIER = Group(
    _("What was counted before"),
    ("earlier",),
    _("Two countings of nearly the same persons could reveal who came or left."),
)
_AGAIN = Group(_("The same file again"), ("file",))


class ListFileForm(forms.Form):
    """The first step: the file, of which only the column names are read."""

    file = forms.FileField(
        label=_("File with the list"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
    )
    sheet = forms.CharField(
        label=_("Name of the sheet"),
        required=False,
        max_length=255,
        help_text=_("Leave it blank to take the first sheet with a table."),
    )
    header_row = forms.IntegerField(
        label=_("Row with the column names"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("Leave it blank to let it be found."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    encoding = forms.ChoiceField(
        label=_("How the letters were saved (encoding)"),
        required=False,
        help_text=_("Only for text tables whose accents look wrong."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = gettext("A spreadsheet (.xlsx, .xls, .ods) or a text table (.csv), up to %(limit)s MB.")
        self.fields["file"].help_text = words % {"limit": BULK.file_bytes // MEBIBYTE}
        offered = [(code, gettext(text)) for code, text in ENCODINGS.items()]
        cast("forms.ChoiceField", self.fields["encoding"]).choices = [("", _("Let it be found")), *offered]
        name_faults(self)

    @property
    def choices(self) -> dict[str, Any]:
        """What was said about the reading; nonsense chooses nothing."""
        names = ("sheet", "header_row", "encoding")
        return {name: self.cleaned_data.get(name) or None for name in names}


class CountForm(forms.Form):
    """The second step: what each column says, what the list is, and the same file once more.

    Questions about marks are among the fields only when the list raised them.
    """

    area = forms.ChoiceField(
        label=_("Area"),
        help_text=_("Code or name of a census area, a locality or a neighbourhood of this place."),
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    age = forms.ChoiceField(label=_("Age or birth date"), required=False)
    programme = forms.ChoiceField(
        label=_("Programme"),
        required=False,
        help_text=_("Where the list holds several programmes, called as they are recorded here."),
    )
    person = forms.ChoiceField(
        label=_("What tells persons apart"),
        required=False,
        help_text=_("For example a folio. Who stands in the list twice is then counted once per area."),
    )
    title = forms.CharField(
        label=_("What this list is"),
        max_length=200,
        help_text=_("For example: Scholarships of the first term."),
    )
    source = forms.CharField(
        label=_("Who keeps the list"), max_length=300, help_text=_("The institution, not a person.")
    )
    year = YearField(label=_("Year of the list"), ahead=1)
    counted_on = forms.DateField(
        label=_("Day on which ages are taken"), help_text=_("Birth dates become ages on this day.")
    )
    one_programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("The whole list is of one programme"),
        required=False,
        empty_label=_("No, or not known"),
    )
    illustrative = forms.BooleanField(label=_("Invented for a demonstration"), required=False)
    file = forms.FileField(
        label=_("The same file"),
        error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
        help_text=_("It was forgotten after its column names were read. Choose it again."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, header: Header, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        """Offer the columns of the header, those proposed that its words tell."""
        self.header = header
        proposed = {part: str(place) for part, place in propose_columns(header.columns).items()}
        today = timezone.localdate()
        kwargs["initial"] = {"year": today.year, "counted_on": today, **proposed}
        super().__init__(*args, **kwargs)
        columns = [(str(place), label) for place, label in enumerate(header.labels)]
        for part in PARTS:
            nothing = _("Choose a column") if part == AREA else _("The list does not say")
            cast("forms.ChoiceField", self.fields[part]).choices = [("", nothing), *columns]
        cast("forms.ModelChoiceField[Programme]", self.fields["one_programme"]).queryset = programmes
        self.questions: list[str] = []
        for mark, name in MEANS.items():
            if self.is_bound and name in self.data:
                self._ask(mark, None)
        if self.is_bound and "earlier" in self.data:
            self._ask_earlier("")
        name_faults(self)

    def _ask(self, mark: str, rows: int | None) -> None:
        name = MEANS[mark]
        self.fields[name] = forms.ChoiceField(
            label=_question(mark),
            choices=_ORDERS if mark == DATES else _SEXES,
            required=False,
            help_text="" if rows is None else _evidence(mark, rows),
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        )
        self.questions.append(name)

    def _ask_earlier(self, titles: str) -> None:
        self.fields["earlier"] = forms.ChoiceField(
            label=_("What happens to the earlier counting of this programme?"),
            choices=((REPLACE, _("This one replaces it")), (KEEP, _("Keep both"))),
            help_text=titles,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the two.")},
        )

    def ask_earlier(self, countings: Sequence[BeneficiaryCounting]) -> None:
        """Ask whether earlier countings are replaced; to replace them is chosen already."""
        self._ask_earlier(", ".join(str(one) for one in countings))
        self.data = {**dict(self.data.items()), "earlier": REPLACE}
        self.add_error("earlier", gettext("Say whether it is replaced, and choose the same file again."))

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the page, open questions first."""
        asked = Group(_("What the list means"), tuple(self.questions), _("The list alone does not tell."))
        groups = [_COLUMNS, _FACTS, *([_EARLIER] if "earlier" in self.fields else []), _AGAIN]
        return grouped_fields(self, [asked, *groups] if self.questions else groups)

    @property
    def columns(self) -> dict[str, int]:
        """The chosen column of each part, from 0."""
        return {part: int(self.cleaned_data[part]) for part in PARTS if self.cleaned_data.get(part)}

    @property
    def answers(self) -> dict[str, str]:
        """What was said of marks."""
        found = {mark: self.cleaned_data.get(name) for mark, name in MEANS.items()}
        return {mark: answer for mark, answer in found.items() if answer}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for part in PARTS:
            place = data.get(part)
            if place and place in taken:
                self.add_error(
                    part,
                    gettext("This column was already chosen for «%(other)s». Choose another one.")
                    % {"other": self.fields[taken[place]].label},
                )
            elif place:
                taken[place] = part
        if data.get(PROGRAMME) and data.get("one_programme"):
            self.add_error(
                "one_programme", gettext("Choose either a column of programmes or one programme, not both.")
            )
        if data.get("counted_on") and data["counted_on"] > timezone.localdate():
            self.add_error("counted_on", gettext("This day is in the future. Write today or an earlier day."))
        return data

    def judge(self, tally: Tally) -> bool:
        """Add an error for each column that cannot be what it was chosen for, and each open question."""
        for part in self.columns:
            if part == PERSON:
                continue
            filled, known = tally.filled.get(part, 0), tally.known.get(part, 0)
            least = filled * LEAST_SHARE if part == AREA else 1
            if not tally.asks and (known < least or not known):
                words = gettext("«%(column)s»: %(known)s of %(rows)s rows say something known here. %(cure)s")
                column = self.header.labels[self.columns[part]]
                counts = {"known": grouped(known), "rows": grouped(tally.rows)}
                self.add_error(part, words % {"column": column, **counts, "cure": _cure(part)})
        for mark in tally.asks:
            if MEANS[mark] not in self.questions:
                self._ask(mark, tally.seen.get(mark))
            self.add_error(MEANS[mark], gettext("Say what it means, and choose the same file again."))
        return not self.errors

    def counting(self, **more: Any) -> BeneficiaryCounting:
        """Return the counting that the facts describe, not saved."""
        labels = {part: _stored_label(self.header, place) for part, place in self.columns.items()}
        facts = {
            name: self.cleaned_data[name]
            for name in ("title", "source", "year", "counted_on", "illustrative")
        }
        file = fingerprint_of(self.header.sha256, str(self.header.reading.get("sheet", "")))
        return BeneficiaryCounting(columns={**labels, FILE: file}, **facts, **more)


class RemoveCountingForm(forms.Form):
    """Why a counting is removed."""

    reason = forms.CharField(
        label=_("Why is it removed?"),
        max_length=500,
        help_text=_("The history keeps this reason. Write no names."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why it is removed.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _stored_label(header: Header, place: int) -> str:
    """Return the name of a column if lists use it, else its letter: what is no name may be of a person."""
    name = header.columns[place]
    return name if name and propose_columns([name]) else f"({letter(place)})"


def _question(mark: str) -> str:
    if mark == DATES:
        return gettext("Which comes first in the dates, the day or the month?")
    return gettext("What does «%(mark)s» mean in the column of sex?") % {"mark": mark.upper()}


def _evidence(mark: str, rows: int) -> str:
    if mark == DATES:
        return gettext("Rows whose date could be read both ways: %(rows)s.") % {"rows": grouped(rows)}
    return gettext("Rows that say it: %(rows)s.") % {"rows": grouped(rows)}


def _cure(part: str) -> str:
    return {
        AREA: gettext("Choose the column of areas, or record the areas and neighbourhoods first."),
        SEX: gettext("Choose the column of sex, or say that the list does not tell."),
        AGE: gettext("Choose the column of ages or birth dates, or say that the list does not tell."),
        PROGRAMME: gettext("Choose the column of programmes, or record the programmes first."),
    }[part]
