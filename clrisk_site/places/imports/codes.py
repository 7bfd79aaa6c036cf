"""The official code of each row: as it stands, or joined from its parts, with lost zeros asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.imports.columns import part_field
from clrisk_site.places.models import Level
from clrisk_site.tables.spec import Column, Kind, Question
from clrisk_site.tables.values.texts import KEEP, PAD, padding_question

PARTS = Column("parts", says("Parts of the code"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class Codes:
    """One code per row ("" when there is none), and the question whether zeros may be put back."""

    codes: list[str]
    question: Question | None = None


def read_codes(frame: pd.DataFrame, levels: list[Level], answers: Mapping[str, str]) -> Codes:
    """Take each row's whole code, or join its parts down to the first that is blank.

    Until the question is answered the zeros are put back for the preview; nothing is saved meanwhile.
    """
    whole = _whole(frame, levels)
    used = [
        (level.code_length - above.code_length, frame[part_field(level.depth)].fillna("").tolist())
        for above, level in pairwise(levels)
        if part_field(level.depth) in frame
    ]
    if not used:
        return Codes(whole)
    lengths = [length for length, _cells in used]
    rows = list(zip(*(cells for _length, cells in used), strict=True))
    plain = [_joined(row) for row in rows]
    padded = [_joined(_padded(row, lengths)) for row in rows]
    short = [at for at, code in enumerate(whole) if not code and plain[at] != padded[at]]
    question = _question(plain, padded, short) if short else None
    answer = answers.get(question.code) if question else None
    parts = plain if answer == KEEP else padded
    codes = [code or part for code, part in zip(whole, parts, strict=True)]
    return Codes(codes, None if answer in (PAD, KEEP) else question)


def _whole(frame: pd.DataFrame, levels: list[Level]) -> list[str]:
    if "code" not in frame:
        return [""] * len(frame)
    # A P-code is the country's letters before the official code.
    return [code.removeprefix(levels[0].country) for code in frame["code"].fillna("")]


def _padded(row: tuple[str, ...], lengths: list[int]) -> list[str]:
    return [
        part.zfill(length) if part[:1].isdigit() else part for part, length in zip(row, lengths, strict=True)
    ]


def _joined(parts: Iterable[str]) -> str:
    code = ""
    for part in parts:
        if not part:
            break
        code += part
    return code


def _question(plain: list[str], padded: list[str], short: list[int]) -> Question:
    return padding_question(PARTS, plain[short[0]], padded[short[0]], len(short))
