"""The repeated fields of an analysis: columns that say who works, and variables that are compared."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.forms.lean_select import LeanSelect
from clrisk_site.tables.header import Header
from diagnosis.analyses.absent import is_absent
from diagnosis.forms.survey_groups import IN_TWO_PLACES, GroupLinesField, short
from diagnosis.microdata.plan import VariablePlan
from diagnosis.models import Factor
from diagnosis.queries.codebook import Codebook, SourceRecode, Variable
from diagnosis.survey.codes import Codes, CodesError, canonical, code_in_two_lines
from diagnosis.survey.plan import Column, Condition

LONGEST_TITLE = 100
CHILD_SEX = "sex"
"""Name of the variable of the codebook by which girls and boys are told apart: man is 1, woman is 2."""

type Lines = tuple[tuple[str, str], ...]


class ColumnField(forms.ChoiceField):
    """A column of the file; its choices come from the header."""

    def __init__(self, label: Any, *, required: bool = False, help_text: Any = "") -> None:
        super().__init__(label=label, required=required, widget=LeanSelect, help_text=help_text)


def condition_fields(prefix: str, number: int, yes: Any) -> dict[str, forms.Field]:
    """Return the fields of one column with the codes that make a case."""
    hints = (_("For example: 1, or 1, 3, or 21+."), _("For example: 9 or 99. May stay blank."))
    first, second = hints if number == 1 else ("", "")
    return {
        f"{prefix}{number}_column": ColumnField(_("Column %(number)s") % {"number": number}),
        f"{prefix}{number}_yes": short(yes, first),
        f"{prefix}{number}_blank": short(_("Codes that mean no answer"), second),
    }


def variable_fields(number: int, codebook: Codebook, factors: list[Factor]) -> dict[str, forms.Field]:
    """Return the fields of one variable."""
    known = [(one.key, f"{one.title} ({one.name})") for one in codebook.variables]
    lines = GroupLinesField()
    lines.label = _("Categories, one per line; the first is the reference")
    lines.help_text = (
        _(
            "Codes, an equals sign, and the name: 1 = Attends. "
            "Left blank, the categories of the codebook hold."
        )
        if number == 1
        else ""
    )
    return {
        f"v{number}_column": ColumnField(_("Variable %(number)s") % {"number": number}),
        f"v{number}_key": forms.ChoiceField(
            label=_("Which variable of the codebook it is"),
            required=False,
            widget=LeanSelect,
            choices=[("", _("None of them")), *known],
        ),
        f"v{number}_factor": forms.ChoiceField(
            label=_("Factor it describes"),
            required=False,
            widget=LeanSelect,
            choices=[("", _("That of the codebook, or none")), *((one.code, str(one)) for one in factors)],
        ),
        f"v{number}_lines": lines,
    }


def initial_of(recode: SourceRecode, place: int, number: int) -> dict[str, str]:
    """Return what a variable begins with when the codebook knows how its column is recoded."""
    variable = recode.variable
    if variable is None:
        return {}
    return {
        f"v{number}_column": str(place),
        f"v{number}_key": recode.key,
        f"v{number}_factor": variable.factor,
        f"v{number}_lines": "\n".join(
            f"{', '.join(codes)} = {variable.label_of(code)}"
            for code in variable.codes
            if (codes := _from(recode, code))
        ),
    }


def sex_of(recode: SourceRecode, place: int) -> dict[str, str]:
    """Return what the column of the sex begins with when the codebook knows how it is recoded."""
    return {"sex": str(place), "girls": ", ".join(_from(recode, "2")), "boys": ", ".join(_from(recode, "1"))}


def _from(recode: SourceRecode, category: str) -> list[str]:
    return [source for source, wanted in recode.mapping.items() if wanted == category]


def check_codes(form: forms.Form, name: str, cleaned: Mapping[str, Any]) -> None:
    """Refuse a range that runs backwards."""
    try:
        Codes.read(cleaned.get(name) or "")
    except CodesError as error:
        message = _("«%(part)s» runs backwards. Write the smaller number first.")
        form.add_error(name, forms.ValidationError(message, params={"part": error.part}))


def check_apart(form: forms.Form, first: str, second: str, cleaned: Mapping[str, Any]) -> None:
    """Refuse a code that two fields of one column share: the first would win without a word."""
    if form.has_error(first) or form.has_error(second):
        return
    one, other = (Codes.read(cleaned.get(name) or "") for name in (first, second))
    if code := one.shared(other):
        form.add_error(second, forms.ValidationError(IN_TWO_PLACES, params={"code": code}))


def check_condition(form: forms.Form, prefix: str, cleaned: Mapping[str, Any]) -> None:
    """Refuse codes without a column, and a column without codes."""
    column, yes = f"{prefix}_column", f"{prefix}_yes"
    check_codes(form, yes, cleaned)
    check_codes(form, f"{prefix}_blank", cleaned)
    blank = f"{prefix}_blank"
    if not (form.has_error(yes) or form.has_error(blank)):
        named, none = (Codes.read(cleaned.get(name) or "") for name in (yes, blank))
        if code := named.contested(none):
            form.add_error(blank, forms.ValidationError(IN_TWO_PLACES, params={"code": code}))
    if cleaned.get(column) and not cleaned.get(yes) and not form.has_error(yes):
        form.add_error(yes, _("Write the codes of this column that make a case."))
    if cleaned.get(yes) and not cleaned.get(column) and not form.has_error(column):
        form.add_error(column, _("Choose the column that these codes belong to."))


def conditions_of(
    prefix: str, most: int, cleaned: Mapping[str, Any], header: Header
) -> tuple[Condition, ...]:
    """Return the columns that were chosen with their codes."""
    chosen = (f"{prefix}{number}" for number in range(1, most + 1) if cleaned[f"{prefix}{number}_column"])
    return tuple(
        Condition(column_at(header, cleaned[f"{one}_column"]), cleaned[f"{one}_yes"], cleaned[f"{one}_blank"])
        for one in chosen
    )


def column_at(header: Header, place: str) -> Column:
    """Return the column that was chosen."""
    return Column(int(place), header.columns[int(place)])


def variable_of(
    number: int, cleaned: Mapping[str, Any], header: Header, codebook: Codebook, factors: Mapping[str, Factor]
) -> VariablePlan:
    """Return one variable as it was chosen, with what the codebook knows where nothing was written."""
    place = cleaned[f"v{number}_column"]
    known = codebook.find(cleaned.get(f"v{number}_key") or "")
    factor = cleaned.get(f"v{number}_factor") or (known.factor if known else "")
    named = factors.get(factor)
    title = known.title if known else str(named) if named else header.labels[int(place)]
    lines: Lines = cleaned.get(f"v{number}_lines") or _lines_of(known)
    return VariablePlan(
        column_at(header, place),
        title[:LONGEST_TITLE].lstrip("_") or gettext("Variable %(number)s") % {"number": number},
        lines,
        factor,
        known.key if known else "",
    )


def _lines_of(variable: Variable | None) -> Lines:
    return tuple((one.code, one.label) for one in variable.categories) if variable else ()


def fault_of(variable: VariablePlan, others: set[str]) -> str:
    """Return what is wrong with the categories of a variable, or "".

    Parameters
    ----------
    others : set of str
        Titles of the variables before it.
    """
    if variable.title.casefold() in others:
        return gettext("Two variables are called «%(title)s». Choose another one, or leave one out.") % {
            "title": variable.title
        }
    labels = variable.labels
    if len(labels) < 2:
        return gettext("Write at least two categories, one per line, such as: 1 = Attends.")
    if len({canonical(label) for label in labels}) < len(labels):
        return gettext("Two categories are called the same. Give each its own name.")
    if code := code_in_two_lines(variable.lines):
        return gettext("The code %(code)s stands in two places. Leave it in one.") % {"code": code}
    unusable = next((label for label in labels if is_absent(label)), None)
    if unusable is not None:
        return gettext("«%(label)s» means «no answer». Leave its codes out, or give it another name.") % {
            "label": unusable
        }
    return ""
