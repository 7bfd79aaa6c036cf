"""Makes code, path, level and name of each territory out of what the file says, and names what is wrong."""

from itertools import pairwise

import pandas as pd

from clrisk_site.figures.message import Message, counts, says
from clrisk_site.places.among import Among
from clrisk_site.places.geometry import Geometries
from clrisk_site.places.imports.codes import read_codes
from clrisk_site.places.imports.columns import name_field
from clrisk_site.places.imports.comparing import FileReach
from clrisk_site.places.imports.displaced import ask_displaced
from clrisk_site.places.imports.faults import tell_faults
from clrisk_site.places.imports.homes import find_homes
from clrisk_site.places.imports.naming import set_names
from clrisk_site.places.imports.placing import place_rows
from clrisk_site.places.imports.shaping import FileMap, describe_shapes, inspect_levels, read_shapes
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.spec import Checked, Context, Problem, Question, Severity

MADE_ABOVE = "before:made_above"
"""Paths of the territories that are made on the way to the row, with blanks between."""


def check_territories(
    territory: Territory, levels: list[Level], frame: pd.DataFrame, context: Context, reach: FileReach
) -> Checked:
    """Add `path`, `depth`, `name` and `area_km2` to the frame; rows that cannot be placed are problems.

    What of the stored territories the file speaks of is noted in `reach`.
    """
    frame = frame.copy()
    shapes, problems = read_shapes(frame) if "geometry" in frame else (None, [])
    placing = place_rows(frame, shapes, levels, territory, context)
    found = read_codes(frame, levels, context.answers)
    codes = found.codes
    depths = {level.code_length: level.depth for level in levels[1:]}
    frame["depth"] = [depths.get(len(code), 0) for code in codes]
    paths = [_path(code, depth, levels) for code, depth in zip(codes, frame["depth"], strict=True)]
    # As objects: in a column of texts pandas would turn None into NaN.
    frame["path"] = pd.Series(paths, index=frame.index, dtype=object)
    displaced: Question | None = None
    problems += _misplaced(frame, codes, territory, levels)
    # As it is stored: without zeros lost or the letters of the country before it.
    frame["code"] = pd.Series(codes, index=frame.index, dtype=object)
    named = set_names(frame, codes, levels, context.answers)
    problems += named.problems
    if shapes is not None:
        describe_shapes(frame, shapes)
        reach.drawn, displaced, faults = _inspect(frame, shapes, levels, territory, context)
        problems += faults
    refused = [problem.row for problem in problems if problem.severity is Severity.ERROR]
    placed = frame[~frame.index.isin(refused)]
    reach.note(placed)
    made = missing_parents(set(placed["path"].dropna()))
    frame[MADE_ABOVE] = pd.Series(_made_above(paths, made), index=frame.index, dtype=object)
    problems += _parents_missing(placed, made, territory, levels)
    asked = (placing, displaced, found.question, *named.questions)
    return Checked(frame, tuple(problems), tuple(question for question in asked if question is not None))


def _inspect(
    frame: pd.DataFrame, shapes: Geometries, levels: list[Level], territory: Territory, context: Context
) -> tuple[FileMap, Question | None, list[Problem]]:
    paths, depths = frame["path"].tolist(), frame["depth"].tolist()
    homes = find_homes(paths, shapes, levels, context)
    labels = [code or f"#{row}" for row, code in zip(frame.index, frame["code"], strict=True)]
    names = frame["name"].fillna("").tolist()
    coverages = inspect_levels(shapes, depths, homes.outlines)
    drawn = FileMap(frame.index.tolist(), labels, names, depths, shapes, coverages)
    question, far_off = ask_displaced(drawn, paths, homes, territory, context)
    return drawn, question, [*far_off, *tell_faults(drawn, homes, levels, territory, context)]


def _path(code: str, depth: int, levels: list[Level]) -> str | None:
    if not depth:
        return None
    steps = [levels[0].country]
    for above, level in pairwise(levels[: depth + 1]):
        steps.append(code[above.code_length : level.code_length])
    return ".".join(steps)


def _misplaced(
    frame: pd.DataFrame, codes: list[str], territory: Territory, levels: list[Level]
) -> list[Problem]:
    found = []
    for row, code, path in zip(frame.index, codes, frame["path"], strict=True):
        if not code:
            found.append(
                Problem(int(row), "code", says("The row has no official code. Write it, for example 07101."))
            )
        elif path is None:
            found.append(Problem(int(row), "code", _wrong_length(code, levels)))
        elif path != territory.path and not path.startswith(territory.path + "."):
            message = says(
                "The code %(code)s does not lie in %(place)s. Import it in its own territory, or correct it.",
                code=code,
                place=territory.name,
            )
            found.append(Problem(int(row), "code", message))
    return found


def _wrong_length(code: str, levels: list[Level]) -> Message:
    return says(
        "The code %(code)s has %(length)s characters. Codes of this country have %(lengths)s. Correct it.",
        code=code[:40],
        length=len(code),
        lengths=", ".join(str(level.code_length) for level in levels[1:]),
    )


def _made_above(paths: list[str | None], made: set[str]) -> list[str | None]:
    parents = [path.rpartition(".")[0] if path else "" for path in paths]
    above = {
        parent: " ".join(found for found in _with_all_above(parent) if found in made) or None
        for parent in set(parents)
    }
    return [above[parent] for parent in parents]


def _with_all_above(path: str) -> list[str]:
    """Return a path and those above it, the highest first."""
    return [path[:at] for at, mark in enumerate(f"{path}.") if mark == "."]


def _parents_missing(
    frame: pd.DataFrame, wanted: set[str], territory: Territory, levels: list[Level]
) -> list[Problem]:
    """Warn of the territories that will be made because rows lie below them, one warning per level."""
    named = parent_names(frame, levels)
    problems = []
    for level in levels[1:]:
        nameless = [path for path in wanted if path.count(".") == level.depth and not named.get(path)]
        if nameless:
            message = counts(
                "%(count)s %(level)s is not stored yet. It is made with its code as its name (%(codes)s).",
                "%(count)s %(level)s are not stored yet. They are made with codes as names (%(codes)s).",
                len(nameless),
                level=str(level.plural if len(nameless) > 1 else level).lower(),
                codes=", ".join(
                    path.replace(".", "").removeprefix(territory.country) for path in sorted(nameless)[:5]
                ),
            )
            problems.append(Problem(None, "name", message, Severity.WARNING))
    return problems


def missing_parents(paths: set[str]) -> set[str]:
    """Return the paths above `paths` that are neither among them nor stored."""
    parents = {path.rpartition(".")[0] for path in paths}
    above = {found for parent in parents for found in _with_all_above(parent) if found} - paths
    stored = Territory.objects.filter(Among("path", above)).order_by().values_list("path", flat=True)
    return above - set(stored)


def parent_names(frame: pd.DataFrame, levels: list[Level]) -> dict[str, str]:
    """Return the names that the file gives to the territories above its rows."""
    names: dict[str, str] = {}
    for level in levels[1:]:
        field = name_field(level.depth)
        if field not in frame:
            continue
        below = frame[(frame["depth"] > level.depth) & frame[field].notna() & frame["path"].notna()]
        for path, name in zip(below["path"], below[field], strict=True):
            names.setdefault(".".join(path.split(".")[: level.depth + 1]), name)
    return names
