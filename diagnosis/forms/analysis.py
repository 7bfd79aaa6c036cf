"""The choices of one analysis on the header of its file. Its repeated fields: analysis_slots."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.forms.lean_select import LeanSelect
from clrisk_site.people.fields import YearField
from clrisk_site.people.form_faults import name_faults
from clrisk_site.tables.header import Header
from diagnosis.forms.analysis_slots import (
    CHILD_SEX,
    ColumnField,
    check_apart,
    check_codes,
    check_condition,
    column_at,
    condition_fields,
    conditions_of,
    fault_of,
    initial_of,
    sex_of,
    variable_fields,
    variable_of,
)
from diagnosis.forms.nameless import refuse_persons
from diagnosis.forms.survey import PassingFileField, likely
from diagnosis.forms.survey_groups import short
from diagnosis.microdata.plan import (
    CHORES,
    CORRESPONDENCE,
    DIFFERENCE,
    LOGIT,
    WORK,
    AnalysisPlan,
    OutcomePlan,
    SexPlan,
)
from diagnosis.models import Factor
from diagnosis.queries.codebook import Codebook, SourceRecode
from diagnosis.statistics.quality import ECLAC, WORKING
from diagnosis.survey.plan import ALL, ANY, OLDEST, YOUNGEST, Column
from diagnosis.survey.presets import COUNTRY

CONDITIONS, VARIABLES, SHOWN_AT_ONCE = 3, 8, 3
SAMPLE = ("weight", "unit", "stratum")


class AnalysisPlanForm(forms.Form):
    """The second step. `header` is what the first step found; `plan` is what was chosen."""

    title = forms.CharField(
        label=_("Name of the analysis"), max_length=200, help_text=_("For example: MTI 2017, Chiapas.")
    )
    source = forms.CharField(
        label=_("Who published the data"),
        max_length=300,
        help_text=_("Producer and title, as they should be cited."),
    )
    year = YearField(label=_("Year of the data"))
    technique = forms.ChoiceField(
        label=_("Technique"),
        choices=[
            (DIFFERENCE, _("Differences of shares: how much more often, category by category")),
            (CORRESPONDENCE, _("Correspondence map: which categories go together")),
            (LOGIT, _("Logistic model: each variable with the others held equal")),
        ],
        initial=DIFFERENCE,
        widget=forms.RadioSelect,
    )
    joined = forms.ChoiceField(
        label=_("A child is a case when"),
        choices=[(ANY, _("at least one of the columns says so")), (ALL, _("all of them say so"))],
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
    sex = ColumnField(_("Sex"), help_text=_("Girls and boys are computed apart. Without it, girls vanish."))
    girls = short(_("Codes of girls"), _("For example: 2."))
    boys = short(_("Codes of boys"), _("For example: 1."))
    age = ColumnField(_("Age in years"))
    youngest = forms.IntegerField(label=_("Youngest age"), min_value=0, max_value=OLDEST, initial=YOUNGEST)
    oldest = forms.IntegerField(label=_("Oldest age"), min_value=0, max_value=OLDEST, initial=OLDEST)
    weight = ColumnField(
        _("Weight of the record"),
        help_text=_("Also called expansion factor. Without one the number speaks of the sample only."),
    )
    unit = ColumnField(
        _("Primary sampling unit"),
        help_text=_(
            "Also called UPM or PSU. Without it the uncertainty is understated, and the page says so."
        ),
    )
    stratum = ColumnField(_("Stratum"))
    preset = forms.ChoiceField(
        label=_("Rule for what may be published"),
        choices=[
            (ECLAC.name, _("Regional rule of ECLAC")),
            (COUNTRY, _("Regional rule with the limit of the country")),
            (
                WORKING.name,
                _("Working rule: only for the team of the municipality, with the objections listed"),
            ),
        ],
        initial=ECLAC.name,
        widget=forms.RadioSelect,
    )
    file = PassingFileField(
        label=_("The same file again"),
        help_text=_("Only the chosen columns are kept, as categories, until the job ends: an hour at most."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods,.txt,.tsv"}),
    )

    def __init__(
        self,
        header: Header,
        codebook: Codebook,
        recodes: Sequence[SourceRecode],
        factors: list[Factor],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.header, self.codebook, self.known_factors = header, codebook, factors
        for number in range(1, CONDITIONS + 1):
            self.fields |= condition_fields("w", number, _("Codes that mean that the child works"))
            self.fields |= condition_fields("h", number, _("Codes or hours that make a case"))
        for number in range(1, VARIABLES + 1):
            self.fields |= variable_fields(number, codebook, factors)
        columns = [("", _("No column")), *((str(at), label) for at, label in enumerate(header.labels))]
        for name, field in self.fields.items():
            if isinstance(field, ColumnField):
                field.choices = columns
                field.initial = likely(name, header)
            elif isinstance(field.widget, LeanSelect):
                field.initial = ""
        self._begin_with(recodes)
        name_faults(self)

    def _begin_with(self, recodes: Sequence[SourceRecode]) -> None:
        """Fill in the columns of the file whose recodes the codebook keeps, the newest first."""
        at = {name.casefold(): place for place, name in enumerate(self.header.columns) if name}
        taken: set[int] = set()
        for recode in recodes:
            place = at.get(recode.column.casefold())
            if place is None or place in taken or recode.variable is None or len(taken) == VARIABLES:
                continue
            if recode.variable.name == CHILD_SEX:
                self.initial.update(sex_of(recode, place))
                continue
            taken.add(place)
            self.initial.update(initial_of(recode, place, len(taken)))

    # --- how the fields stand on the page -------------------------------------------------------------------

    @property
    def work(self) -> list[list[forms.BoundField]]:
        """The fields of each column that says who works."""
        return self._conditions("w")

    @property
    def chores(self) -> list[list[forms.BoundField]]:
        """The fields of each column that says who does chores."""
        return self._conditions("h")

    def _conditions(self, prefix: str) -> list[list[forms.BoundField]]:
        parts = ("column", "yes", "blank")
        return [[self[f"{prefix}{number}_{part}"] for part in parts] for number in range(1, CONDITIONS + 1)]

    @property
    def first_variables(self) -> list[tuple[list[forms.BoundField], forms.BoundField]]:
        """Those that are seen at once: three fields side by side, and the categories below."""
        return self._variables[: max(SHOWN_AT_ONCE, self._filled)]

    @property
    def more_variables(self) -> list[tuple[list[forms.BoundField], forms.BoundField]]:
        """Those that are opened when they are needed."""
        return self._variables[max(SHOWN_AT_ONCE, self._filled) :]

    @property
    def _filled(self) -> int:
        """How many variables hold something, up to the last one."""
        numbers = range(1, VARIABLES + 1)
        return max((number for number in numbers if self[f"v{number}_column"].value()), default=0)

    @property
    def _variables(self) -> list[tuple[list[forms.BoundField], forms.BoundField]]:
        parts = ("column", "key", "factor")
        return [
            ([self[f"v{number}_{part}"] for part in parts], self[f"v{number}_lines"])
            for number in range(1, VARIABLES + 1)
        ]

    @property
    def sexes(self) -> list[forms.BoundField]:
        """The column of the sex and its codes."""
        return [self["sex"], self["girls"], self["boys"]]

    @property
    def ages(self) -> list[forms.BoundField]:
        """The column of the age and both ends."""
        return [self["age"], self["youngest"], self["oldest"]]

    @property
    def sample(self) -> list[forms.BoundField]:
        """The columns of the design."""
        return [self[name] for name in SAMPLE]

    # --- what is refused ------------------------------------------------------------------------------------

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
        for prefix in ("w", "h"):
            for number in range(1, CONDITIONS + 1):
                check_condition(self, f"{prefix}{number}", cleaned)
        if not any(cleaned.get(f"{one}1_column") for one in ("w", "h")) and not self.has_error("w1_column"):
            self.add_error(
                "w1_column", _("Choose the column that says who works, or the one of the chores below.")
            )
        self._check_sex(cleaned)
        self._check_variables(cleaned)
        return cleaned

    def _check_sex(self, cleaned: dict[str, Any]) -> None:
        for name in ("girls", "boys"):
            check_codes(self, name, cleaned)
            if cleaned.get("sex") and not cleaned.get(name) and not self.has_error(name):
                self.add_error(name, _("Write the codes of this column for girls and for boys."))
        check_apart(self, "girls", "boys", cleaned)

    def _check_variables(self, cleaned: dict[str, Any]) -> None:
        chosen = [number for number in range(1, VARIABLES + 1) if cleaned.get(f"v{number}_column")]
        if not chosen and not self.has_error("v1_column"):
            self.add_error("v1_column", _("Choose at least one variable to compare."))
        deciding = {
            cleaned.get(f"{prefix}{number}_column")
            for prefix in ("w", "h")
            for number in range(1, CONDITIONS + 1)
        }
        titles: set[str] = set()
        columns: set[str] = set()
        for number in chosen:
            column = cleaned[f"v{number}_column"]
            if column in deciding:
                message = _(
                    "This column says who is a case, so it cannot be compared with it. Choose another."
                )
                self.add_error(f"v{number}_column", message)
            elif column == cleaned.get("sex"):
                message = _("Girls and boys are told apart by this column already. Choose another.")
                self.add_error(f"v{number}_column", message)
            elif column in columns:
                # Two groupings of one column differ by a few children, whom their difference would tell.
                message = _(
                    "This column makes groups already. Two sets of its groups could reveal a few children."
                )
                self.add_error(f"v{number}_column", message)
            columns.add(column)
            if self.has_error(f"v{number}_column") or self.has_error(f"v{number}_lines"):
                continue
            variable = variable_of(number, cleaned, self.header, self.codebook, self._factors)
            fault = fault_of(variable, titles)
            titles.add(variable.title.casefold())
            if fault:
                self.add_error(f"v{number}_lines", fault)

    @property
    def _factors(self) -> dict[str, Factor]:
        return {one.code: one for one in self.known_factors}

    # --- what was chosen ------------------------------------------------------------------------------------

    def plan(self) -> AnalysisPlan:
        """Return what was chosen."""
        chosen = self.cleaned_data
        conditions = {
            kind: conditions_of(prefix, CONDITIONS, chosen, self.header)
            for kind, prefix in ((WORK, "w"), (CHORES, "h"))
        }
        return AnalysisPlan(
            technique=chosen["technique"],
            outcomes=tuple(
                OutcomePlan(kind, found, chosen["joined"], bool(chosen["skipped"]))
                for kind, found in conditions.items()
                if found
            ),
            variables=tuple(
                variable_of(number, chosen, self.header, self.codebook, self._factors)
                for number in range(1, VARIABLES + 1)
                if chosen[f"v{number}_column"]
            ),
            sex=self._sex(),
            weight=self._column("weight"),
            stratum=self._column("stratum"),
            unit=self._column("unit"),
            age=self._column("age"),
            youngest=chosen["youngest"],
            oldest=chosen["oldest"],
            preset=chosen["preset"],
        )

    @property
    def written_columns(self) -> list[int]:
        """Places of the columns whose categories were written here, so that the file must hold each."""
        names = [f"v{number}" for number in range(1, VARIABLES + 1)]
        chosen = [f"{one}_column" for one in names if self.cleaned_data[f"{one}_lines"]]
        return [int(self.cleaned_data[one]) for one in (*chosen, "sex") if self.cleaned_data[one]]

    def _sex(self) -> SexPlan | None:
        column = self._column("sex")
        return SexPlan(column, self.cleaned_data["girls"], self.cleaned_data["boys"]) if column else None

    def _column(self, name: str) -> Column | None:
        place = self.cleaned_data[name]
        return column_at(self.header, place) if place else None
