"""Says which variables and categories no stored model knows: the same coding or no transfer (rule R8)."""

from collections.abc import Iterator, Mapping

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import Problem, Severity
from diagnosis.imports.profile_cells.columns import PREFIX
from diagnosis.imports.profile_cells.profiles import variable_fields
from diagnosis.models import Coefficient

MOST_NAMED = 5


def warn_of_unknown_coding(frame: pd.DataFrame, country: str) -> Iterator[Problem]:
    """Yield one warning per variable whose name or categories stand in no stored model."""
    known = _categories(country)
    if not known:
        message = says(
            "No risk model is stored yet, so nobody checked whether variables and categories match."
        )
        yield Problem(None, None, message, Severity.WARNING)
        return
    for field in variable_fields(list(frame)):
        name = field.removeprefix(PREFIX)
        if name not in known:
            message = says(
                "No stored risk model has the variable %(name)s (they have: %(known)s). Its coefficients "
                "cannot be applied until the coding is the same.",
                name=name,
                known=", ".join(sorted(known)[:MOST_NAMED]),
            )
            yield Problem(None, field, message, Severity.WARNING)
            continue
        others = sorted(set(frame[field].dropna()) - known[name])
        if others and known[name]:
            message = says(
                "No stored risk model has these categories of %(name)s: %(others)s. It has: %(known)s.",
                name=name,
                others=", ".join(others[:MOST_NAMED]),
                known=", ".join(sorted(known[name])[:MOST_NAMED]),
            )
            yield Problem(None, field, message, Severity.WARNING)


def _categories(country: str) -> Mapping[str, set[str]]:
    """Return the categories of each variable of any stored model; a number has none."""
    found: dict[str, set[str]] = {}
    rows = Coefficient.objects.filter(model__country=country).exclude(variable="").order_by()
    for variable, category in rows.values_list("variable", "category"):
        found.setdefault(variable, set()).update({category} if category else ())
    return found
