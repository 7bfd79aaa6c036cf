"""What was said once about a file, as the checks ask for it."""

from collections.abc import Mapping

from clrisk_site.tables.spec import Context
from clrisk_site.tables.wording import tidy


def said(context: Context, name: str) -> str:
    """Return one fact of the file, "" when nothing was said."""
    facts = context.extra.get("facts")
    return tidy(str(facts.get(name) or "")) if isinstance(facts, Mapping) else ""
