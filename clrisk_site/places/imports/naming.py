"""The name of each row of a file of territories; what the file does not say is not taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from clrisk_site.figures.message import Message, counts, says
from clrisk_site.places.among import Among
from clrisk_site.places.imports.columns import name_field
from clrisk_site.places.models import Level, Territory
from clrisk_site.places.names import search_form
from clrisk_site.tables.spec import Option, Problem, Question, Severity

QUESTION = "names"
KEEP, TAKE = "keep", "take"
FEW = 3
"""So many names may change without a question: a correction, and no other list of names."""

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Named:
    """What was found while names were set."""

    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def set_names(
    frame: pd.DataFrame, codes: list[str], levels: list[Level], answers: Mapping[str, str]
) -> Named:
    """Fill `name`: from the file, else as it is stored, else the last part of the code; `map_name` is what
    the file says, whichever name stays.

    A name that only lost its accents keeps those it has: lists of codes are often written without. A list
    that lost accents, or has many other names, may be an older one, so its names are asked about.
    """
    stored = _stored_names(frame["path"].dropna().tolist())
    read = _read_names(frame, levels)
    known = [stored.get(path) for path in frame["path"]]
    bare = {at for at, pair in enumerate(zip(read, known, strict=True)) if _lost_its_accents(*pair)}
    other = list(_other_names(read, known, frame["path"].tolist(), bare))
    asked = _question(other, len(bare)) if len(other) > (0 if bare else FEW) else None
    answer = answers.get(QUESTION) if asked is not None else TAKE
    is_open = answer not in (KEEP, TAKE)
    # Until it is answered, the names are shown as is recommended; nothing is saved meanwhile.
    keeps = (asked.recommended if asked is not None and is_open else answer) == KEEP
    left = bare | {at for at, _before, _after in other} if keeps else bare
    names = [
        (None if at in left else name) or known[at] or (_last_part(code, depth, levels) if depth else None)
        for at, (name, code, depth) in enumerate(zip(read, codes, frame["depth"], strict=True))
    ]
    frame["map_name"] = pd.Series([name or "" for name in read], index=frame.index, dtype=object)
    frame["name"] = pd.Series(names, index=frame.index, dtype=object)
    return Named(_accents_lost(len(bare)), (asked,) if asked is not None and is_open else ())


def _last_part(code: str, depth: int, levels: list[Level]) -> str:
    return code[levels[depth - 1].code_length :]


def _accents_lost(bare: int) -> tuple[Problem, ...]:
    if not bare:
        return ()
    message = counts(
        "%(count)s name has no accents in the file. The stored name stays.",
        "%(count)s names have no accents in the file. The stored names stay.",
        bare,
    )
    return (Problem(None, "name", message, Severity.WARNING),)


def _other_names(
    read: Sequence[str | None], known: Sequence[str | None], paths: list[str], bare: set[int]
) -> Iterator[tuple[int, str, str]]:
    """Yield place, stored and read name where they differ; a stored code in place of a name is none."""
    for at, (name, stored, path) in enumerate(zip(read, known, paths, strict=True)):
        if name and stored and name != stored and at not in bare and not path.endswith(f".{stored}"):
            yield at, stored, name


def _question(other: Sequence[tuple[int, str, str]], bare: int) -> Question:
    return Question(
        QUESTION,
        counts(
            "%(count)s name differs from the stored one. Which one shall stay?",
            "%(count)s names differ from those stored. Which ones shall stay?",
            len(other),
        ),
        (
            Option(KEEP, says("Keep the stored names"), says("Everything else of the file is taken.")),
            Option(TAKE, says("Take the names of the file"), says("The stored names are replaced.")),
        ),
        recommended=KEEP if bare else TAKE,
        evidence=_evidence(other, bare),
    )


def _evidence(other: Sequence[tuple[int, str, str]], bare: int) -> Message:
    examples = "; ".join(f"«{before}» → «{after}»" for _at, before, after in other[:EXAMPLES])
    if not bare:
        return says("Stored and in the file: %(examples)s.", examples=examples)
    return counts(
        "Stored and in the file: %(examples)s. The file also has %(count)s name without accents.",
        "Stored and in the file: %(examples)s. The file also has %(count)s names without accents.",
        bare,
        examples=examples,
    )


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
    return dict(Territory.objects.filter(Among("path", paths)).order_by().values_list("path", "name"))


def _lost_its_accents(name: str | None, known: str | None) -> bool:
    if not name or not known:
        return False
    return (
        name != known and name.isascii() and not known.isascii() and search_form(name) == search_form(known)
    )
