"""Small sets of rows as one column of another query, for a page that shows everything at once."""

import json
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, StringAgg, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject

_BETWEEN = "\n"  # JSON escapes it inside texts, so it only ever stands between rows


def gathered(rows: QuerySet[Any], parent: str, **fields: str) -> Subquery:
    """Return rows that belong to the outer query's row as one text, to be read with `read_rows`.

    Parameters
    ----------
    rows : QuerySet
        The rows before they are narrowed to one parent.
    parent : str
        The field of `rows` that holds the key of the outer row.
    fields : str
        Name in the result to field of `rows`; the values must be texts, numbers or truth values.
    """
    line = Cast(JSONObject(**fields), TextField())
    own = rows.filter(**{parent: OuterRef("pk")}).order_by().values(parent)
    return Subquery(own.annotate(found=StringAgg(line, Value(_BETWEEN))).values("found"))


def read_rows(text: str | None) -> list[dict[str, Any]]:
    """Return the rows of a gathered column; no row gives none."""
    return [json.loads(line) for line in (text or "").split(_BETWEEN) if line]


def rows_beside(instance: Model, name: str) -> list[dict[str, Any]]:
    """Return the rows gathered beside a fetched row under a name."""
    return read_rows(getattr(instance, name))
