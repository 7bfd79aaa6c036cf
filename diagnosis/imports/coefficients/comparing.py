"""What is stored of the model that a file speaks of."""

import pandas as pd

from clrisk_site.tables.spec import Context
from diagnosis.imports.coefficients.columns import PREFIX
from diagnosis.imports.coefficients.facts import read_facts

FIELDS = ("term", "variable", "category", "is_reference", "coefficient", "standard_error", "position")


def stored_terms(context: Context) -> pd.DataFrame:
    """Return the stored terms in the order of the model, one column per term when it has a matrix."""
    model = read_facts(context).find()
    if model is None:
        return pd.DataFrame({field: pd.Series(dtype=object) for field in FIELDS})
    rows = model.coefficients.order_by("position").values_list(
        "term", "variable", "category", "is_reference", "value", "standard_error", "position"
    )
    frame = pd.DataFrame(list(rows), columns=list(FIELDS))
    frame["is_reference"] = frame["is_reference"].map({True: "yes", False: "no"}).astype(object)
    for field in ("variable", "category"):
        frame[field] = frame[field].astype(object).replace("", None)
    frame = frame.astype({"coefficient": float, "standard_error": float})
    for term in [term for term in frame["term"] if term in model.covariance]:
        row = [model.covariance.get(other, {}).get(term) for other in frame["term"]]
        frame[f"{PREFIX}{term}"] = pd.Series(row, index=frame.index, dtype=float)
    return frame
