"""The name of each row of a file of territories; what the file does not say is not taken back."""

from itertools import batched

import pandas as pd

from clrisk_site.figures.message import counts
from clrisk_site.places.imports.columns import name_field
from clrisk_site.places.models import Level, Territory
from clrisk_site.places.names import search_form
from clrisk_site.tables.spec import Problem, Severity

PATHS_PER_QUERY = 500


def set_names(frame: pd.DataFrame, codes: list[str], levels: list[Level]) -> list[Problem]:
    """Fill `name`: from the file, else as it is stored, else the last part of the code.

    A name that only lost its accents keeps those it has: lists of codes are often written without.
    """
    stored = _stored_names(frame["path"].dropna().tolist())
    names, bare = [], 0
    rows = zip(_read_names(frame, levels), frame["path"], codes, frame["depth"], strict=True)
    for read, path, code, depth in rows:
        known = stored.get(path)
        is_bare = bool(read and known and _lost_its_accents(read, known))
        bare += is_bare
        name = None if is_bare else read
        names.append(name or known or (code[levels[depth - 1].code_length :] if depth else None))
    frame["name"] = pd.Series(names, index=frame.index, dtype=object)
    if not bare:
        return []
    message = counts(
        "%(count)s name has no accents in the file. The stored name stays.",
        "%(count)s names have no accents in the file. The stored names stay.",
        bare,
    )
    return [Problem(None, "name", message, Severity.WARNING)]


def _read_names(frame: pd.DataFrame, levels: list[Level]) -> list[str | None]:
    """Return the name in its own column, or in the column of the level of the row."""
    own = frame["name"].tolist() if "name" in frame else [None] * len(frame)
    by_depth = {
        level.depth: frame[name_field(level.depth)].tolist()
        for level in levels[1:]
        if name_field(level.depth) in frame
    }
    return [
        name or (by_depth[depth][at] if depth in by_depth else None)
        for at, (name, depth) in enumerate(zip(own, frame["depth"], strict=True))
    ]


def _stored_names(paths: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in batched(paths, PATHS_PER_QUERY):
        found.update(Territory.objects.filter(path__in=chunk).values_list("path", "name"))
    return found


def _lost_its_accents(name: str, known: str) -> bool:
    return (
        name != known and name.isascii() and not known.isascii() and search_form(name) == search_form(known)
    )
