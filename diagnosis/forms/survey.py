"""The plan of a survey, chosen on the header of its file: what it is, who works, the design, the groups."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.forms.lean_select import LeanSelect
from clrisk_site.people.fields import YearField
from clrisk_site.people.form_faults import name_faults
from clrisk_site.tables.header import Header
from diagnosis.forms.nameless import refuse_persons
from diagnosis.forms.survey_groups import IN_TWO_PLACES, GroupLinesField, short
from diagnosis.models import DefinitionSheet
from diagnosis.survey.codes import Codes, CodesError
from diagnosis.survey.plan import ALL, ANY, OLDEST, YOUNGEST, Column, Condition, Group, Plan
from diagnosis.survey.presets import COUNTRY, PRESETS

_MISSING_CODES = _("Write the codes of this column that mean that the child works.")
CONDITIONS, GROUPS = 6, 4
SHOWN_AT_ONCE = 2

_LIKELY = {
    "weight": re.compile(
        r"(?:fex|fac|fexp|factor|fac_per|fac_tri|weight|wt|pw|expansion)(?:_?\w{0,4})", re.IGNORECASE
    ),
    "stratum": re.compile(r"(?:est|estrato|est_d\w*|strat\w*)", re.IGNORECASE),
    "unit": re.compile(r"(?:upm\w*|psu|ump|conglomerado|cluster)", re.IGNORECASE),
    "age": re.compile(r"(?:eda|edad|edad_\w+|age|idade)", re.IGNORECASE),
    "sex": re.compile(r"(?:sex|sexo)", re.IGNORECASE),
}


class PassingFileField(forms.FileField):
    """A file that must be chosen; what arrived is judged by `Passing`, so here nothing is."""

    def clean(self, data: Any, initial: Any = None) -> None:  # noqa: ARG002 - the form passes both
        return None


class SurveyFileForm(forms.Form):
    """The first step: only the file. It is looked at by `Passing`, so the field checks nothing."""

    file = PassingFileField(
        label=_("File of the survey"),
        help_text=_("One record per person, as .csv or .xlsx. Only the names of the columns are read now."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods,.txt,.tsv"}),
    )


class SurveyAgainForm(forms.Form):
    """The same file once more, to compare the digits."""

    file = PassingFileField(
        label=_("The same file again"),
        help_text=_("It is read and forgotten, as the first time."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods,.txt,.tsv"}),
    )


def ages_of(definition: DefinitionSheet) -> dict[str, int]:
    """Return the ages that a definition names, as a plan begins with them."""
    named = {"youngest": definition.age_from, "oldest": definition.age_to}
    return {name: age for name, age in named.items() if age is not None}


class SurveyPlanForm(forms.Form):
    """The second step. `header` is what the first step found; `plan` is what was chosen."""

    title = forms.CharField(
        label=_("Name of the survey"),
        max_length=200,
        help_text=_("For example: GEIH 2024, child labour module."),
    )
    source = forms.CharField(
        label=_("Who published it"),
        max_length=300,
        help_text=_("Producer and title, as they should be cited."),
    )
    year = YearField(label=_("Year of the data"))
    joined = forms.ChoiceField(
        label=_("A child works when"),
        choices=[(ANY, _("at least one of the answers above applies")), (ALL, _("all of them apply"))],
        initial=ANY,
        widget=forms.RadioSelect,
    )
    skipped = forms.ChoiceField(
        label=_("A blank answer means"),
        choices=[
            ("", _("nobody answered: without another answer that decides, the child is not counted")),
            ("yes", _("the question was skipped after an earlier answer: it counts as no")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    chores = forms.ChoiceField(
        label=_("Do these answers include chores in the own home?"),
        choices=[("", _("No")), ("yes", _("Yes"))],
        required=False,
        widget=forms.RadioSelect,
    )
    weight = forms.ChoiceField(
        label=_("Weight of the record"),
        required=False,
        widget=LeanSelect,
        help_text=_("Also called expansion factor. Without one the number speaks of the sample only."),
    )
    stratum = forms.ChoiceField(label=_("Stratum"), required=False, widget=LeanSelect)
    unit = forms.ChoiceField(
        label=_("Primary sampling unit"),
        required=False,
        widget=LeanSelect,
        help_text=_(
            "Also called UPM or PSU. Without it the uncertainty is understated, and the page says so."
        ),
    )
    age = forms.ChoiceField(label=_("Age in years"), required=False, widget=LeanSelect)
    youngest = forms.IntegerField(label=_("Youngest age"), min_value=0, max_value=OLDEST, initial=YOUNGEST)
    oldest = forms.IntegerField(label=_("Oldest age"), min_value=0, max_value=OLDEST, initial=OLDEST)
    preset = forms.ChoiceField(
        label=_("Rule for what may be published"),
        choices=[
            (PRESETS[0], _("Regional rule of ECLAC")),
            (COUNTRY, _("Regional rule with the limit of the country")),
            (
                PRESETS[2],
                _("Working rule: only for the team of the municipality, with the objections listed"),
            ),
        ],
        initial=PRESETS[0],
        widget=forms.RadioSelect,
    )
    file = PassingFileField(
        label=_("The same file again"),
        help_text=_("Nothing of it was kept. It is read again, and only shares of groups remain."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods,.txt,.tsv"}),
    )

    def __init__(self, header: Header, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.header = header
        columns = [(str(place), label) for place, label in enumerate(header.labels)]
        for number in range(1, CONDITIONS + 1):
            self._add_condition(number)
        for number in range(1, GROUPS + 1):
            self._add_group(number)
        for name, field in self.fields.items():
            if isinstance(field.widget, LeanSelect) and isinstance(field, forms.ChoiceField):
                field.choices = [("", _("No column")), *columns]
                field.initial = likely(name, header)
        name_faults(self)

    def _add_condition(self, number: int) -> None:
        self.fields[f"c{number}_column"] = forms.ChoiceField(
            label=_("Column %(number)s") % {"number": number}, required=number == 1, widget=LeanSelect
        )
        hints = (_("For example: 1, or 1, 3, or 14-98."), _("For example: 9 or 99. May stay blank."))
        yes, blank = hints if number == 1 else ("", "")
        self.fields[f"c{number}_yes"] = short(
            _("Codes that mean that the child works"), yes, needed=_MISSING_CODES if number == 1 else ""
        )
        self.fields[f"c{number}_blank"] = short(_("Codes that mean no answer"), blank)

    def _add_group(self, number: int) -> None:
        self.fields[f"g{number}_column"] = forms.ChoiceField(
            label=_("Group %(number)s") % {"number": number}, required=False, widget=LeanSelect
        )
        hint = _("For example: Sex.") if number == 1 else ""
        self.fields[f"g{number}_title"] = short(_("What it is called"), hint)
        self.fields[f"g{number}_lines"] = GroupLinesField()
        if number > 1:
            self.fields[f"g{number}_lines"].help_text = ""

    @property
    def conditions(self) -> list[list[forms.BoundField]]:
        """The fields of each column that says who works."""
        parts = ("column", "yes", "blank")
        return [[self[f"c{number}_{part}"] for part in parts] for number in range(1, CONDITIONS + 1)]

    @property
    def first_conditions(self) -> list[list[forms.BoundField]]:
        """Those that are seen at once."""
        return self.conditions[:SHOWN_AT_ONCE]

    @property
    def more_conditions(self) -> list[list[forms.BoundField]]:
        """Those that are opened when they are needed."""
        return self.conditions[SHOWN_AT_ONCE:]

    @property
    def uses_more(self) -> bool:
        """Whether one of those holds something."""
        return any(field.value() for fields in self.more_conditions for field in fields)

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each group."""
        parts = ("column", "title", "lines")
        return [[self[f"g{number}_{part}"] for part in parts] for number in range(1, GROUPS + 1)]

    @property
    def first_groups(self) -> list[list[forms.BoundField]]:
        """Those that are seen at once."""
        return self.groups[:SHOWN_AT_ONCE]

    @property
    def more_groups(self) -> list[list[forms.BoundField]]:
        """Those that are opened when they are needed."""
        return self.groups[SHOWN_AT_ONCE:]

    @property
    def uses_more_groups(self) -> bool:
        """Whether one of those holds something."""
        return any(field.value() for fields in self.more_groups for field in fields)

    @property
    def ages(self) -> list[forms.BoundField]:
        """The column of the age and both ends."""
        return [self["age"], self["youngest"], self["oldest"]]

    @property
    def sample(self) -> list[forms.BoundField]:
        """The columns of the design."""
        return [self["weight"], self["unit"], self["stratum"]]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("The year lies in the future. Write the year the data speak of."))
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_persons(self, cleaned)
        if (cleaned.get("youngest") or 0) > (cleaned.get("oldest") or OLDEST):
            self.add_error("oldest", _("The oldest age is below the youngest. Exchange them."))
        for number in range(1, CONDITIONS + 1):
            self._check_condition(number, cleaned)
        titles: set[str] = set()
        columns: set[str] = set()
        for number in range(1, GROUPS + 1):
            self._check_group(number, cleaned, titles)
            self._check_grouped_once(number, cleaned, columns)
        return cleaned

    def _check_condition(self, number: int, cleaned: dict[str, Any]) -> None:
        column, yes, blank = (f"c{number}_{part}" for part in ("column", "yes", "blank"))
        for name in (yes, blank):
            try:
                Codes.read(cleaned.get(name) or "")
            except CodesError as error:
                message = _("«%(part)s» runs backwards. Write the smaller number first.")
                self.add_error(name, forms.ValidationError(message, params={"part": error.part}))
        if self.has_error(yes) or self.has_error(blank):
            return
        chosen, written = cleaned.get(column), cleaned.get(yes) or ""
        if code := Codes.read(written).contested(Codes.read(cleaned.get(blank) or "")):
            self.add_error(blank, forms.ValidationError(IN_TWO_PLACES, params={"code": code}))
        if chosen and not Codes.read(written):
            self.add_error(yes, _MISSING_CODES)
        if written and not chosen and not self.has_error(column):
            self.add_error(column, _("Choose the column that these codes belong to."))

    def _check_group(self, number: int, cleaned: dict[str, Any], titles: set[str]) -> None:
        column, title = cleaned.get(f"g{number}_column"), cleaned.get(f"g{number}_title")
        if not column:
            if title or cleaned.get(f"g{number}_lines"):
                self.add_error(f"g{number}_column", _("Choose the column that these codes belong to."))
            return
        if not title:
            self.add_error(f"g{number}_title", _("Write what this group is called, such as Sex."))
        elif title in titles:
            self.add_error(f"g{number}_title", _("Two groups have this name. Give each its own."))
        titles.add(title or "")

    def _check_grouped_once(self, number: int, cleaned: dict[str, Any], columns: set[str]) -> None:
        """Two groupings of one column differ by a few children, whom their difference would tell."""
        column = cleaned.get(f"g{number}_column")
        if column and column in columns:
            self.add_error(
                f"g{number}_column",
                _("This column makes groups already. Two sets of its groups could reveal a few children."),
            )
        columns.add(column or "")

    def plan(self) -> Plan:
        """Return what was chosen."""
        chosen = self.cleaned_data
        conditions = (f"c{number}" for number in range(1, CONDITIONS + 1) if chosen[f"c{number}_column"])
        groups = (f"g{number}" for number in range(1, GROUPS + 1) if chosen[f"g{number}_column"])
        return Plan(
            conditions=tuple(
                Condition(self._column(f"{one}_column"), chosen[f"{one}_yes"], chosen[f"{one}_blank"])
                for one in conditions
            ),
            joined=chosen["joined"],
            skipped=bool(chosen["skipped"]),
            weight=self._chosen("weight"),
            stratum=self._chosen("stratum"),
            unit=self._chosen("unit"),
            age=self._chosen("age"),
            youngest=chosen["youngest"],
            oldest=chosen["oldest"],
            groups=tuple(
                Group(self._column(f"{one}_column"), chosen[f"{one}_title"], chosen[f"{one}_lines"])
                for one in groups
            ),
            preset=chosen["preset"],
            chores=bool(chosen["chores"]),
        )

    def _chosen(self, name: str) -> Column | None:
        return self._column(name) if self.cleaned_data[name] else None

    def _column(self, name: str) -> Column:
        place = int(self.cleaned_data[name])
        return Column(place, self.header.columns[place])


def likely(name: str, header: Header) -> str:
    """Propose the one column whose name says plainly what it is; a person still looks at it."""
    pattern = _LIKELY.get(name)
    fitting = [place for place, text in enumerate(header.columns) if pattern and pattern.fullmatch(text)]
    return str(fitting[0]) if len(fitting) == 1 else ""
