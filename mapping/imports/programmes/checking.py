"""Checks a file of programmes: fills level, year and blanks, and names what the database would refuse."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Context, Problem
from mapping.imports.faults import drop_personal_contacts, drop_wrong_websites, limits_of, too_long
from mapping.imports.keeping import fill_blanks
from mapping.imports.levels import set_level
from mapping.imports.offer_faults import contradictory_offers
from mapping.imports.programmes.columns import OFFER_FIELDS
from mapping.imports.programmes.comparing import FACTOR_FIELDS, stored_programmes
from mapping.imports.programmes.meeting import keep_before, leave_foreign, meet_institutions, meet_programmes
from mapping.imports.reach import FileReach
from mapping.imports.rights import Rights
from mapping.imports.row_places import leave_other_places
from mapping.models import LocalOffer, Programme

JOINED = {
    "target_population": ("life_stage", "life_stage_2", "life_stage_3", "target_population",
                          "target_population_2", "target_population_3"),
    "benefit": ("benefit", "benefit_2", "benefit_3"),
}  # fmt: skip
LIMITS = {"institution": 250, "row_source": 300}


def check_programmes(
    territory: Territory, frame: pd.DataFrame, context: Context, reach: FileReach
) -> Checked:
    """Add `owner`, `level` and `year` to the frame, and check what the database demands."""
    frame, elsewhere = leave_other_places(frame, territory, context)
    _join(frame)
    if "institution" not in frame:
        frame["institution"] = pd.Series(None, index=frame.index, dtype=object)
    questions = meet_institutions(frame, territory, context)
    stored = stored_programmes(territory, context)
    rights = Rights(territory, context.actor)
    known = meet_programmes(frame, stored)
    questions += set_level(frame, territory, context)
    frame["owner"] = [
        owner if isinstance(owner, str) else rights.owner_of(level)
        for owner, level in zip(known["owner"], frame["level"], strict=True)
    ]
    _set_year(frame, stored, territory, context)
    problems = elsewhere + leave_foreign(frame, known, rights)
    municipal = territory.level.is_municipal
    read = {field: frame[field].copy() for field in FACTOR_FIELDS if field in frame}
    fill_blanks(frame, stored, ["owner", "institution", "name", *(["year"] if municipal else [])])
    _settle_factors(frame, read)
    problems += [
        *(_without_year(frame) if municipal else []),
        *_institution_missing(frame),
        *too_long(frame, limits_of((Programme, LocalOffer), LIMITS)),
        *_ages(frame),
        *drop_wrong_websites(frame),
        *drop_personal_contacts(frame, "contact_post"),
        *_evidence(frame),
        *(contradictory_offers(frame, territory) if municipal else []),
    ]
    reach.note(frame)
    keep_before(frame, known, territory)
    return Checked(frame, tuple(problems), tuple(questions))


def says_of_an_offer(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Return which rows say anything about a local offer."""
    present = [field for field in OFFER_FIELDS if field in frame]
    return frame[present].notna().any(axis=1)


def _join(frame: pd.DataFrame) -> None:
    """Join the columns that an inventory repeats; the second institution fills in for a blank first."""
    for field, parts in JOINED.items():
        present = [part for part in parts if part in frame]
        if present:
            joined = [_joined(row) for row in frame[present].itertuples(index=False, name=None)]
            frame[field] = pd.Series(joined, index=frame.index, dtype=object)
            for part in present:
                if part != field:
                    frame.pop(part)
    if "institution_2" in frame:
        second = frame.pop("institution_2")
        frame["institution"] = (
            frame["institution"].combine_first(second) if "institution" in frame else second
        )
    for field in ("factors", "factors_partial"):
        if field in frame:
            codes = [
                tuple(sorted(set(cell))) if isinstance(cell, tuple | list) and cell else None
                for cell in frame[field]
            ]
            frame[field] = pd.Series(codes, index=frame.index, dtype=object)


def _settle_factors(frame: pd.DataFrame, read: Mapping[str, "pd.Series[Any]"]) -> None:
    """A factor that the file says in one column is no longer in the other, which was filled as stored."""
    for field, other in (("factors", "factors_partial"), ("factors_partial", "factors")):
        if field in read and other in read:
            said = read[field]
            kept = [
                cell if not isinstance(codes, tuple) or isinstance(own, tuple) else _without(cell, codes)
                for cell, own, codes in zip(frame[other], read[other], said, strict=True)
            ]
            frame[other] = pd.Series(kept, index=frame.index, dtype=object)


def _without(cell: object, codes: tuple[str, ...]) -> object:
    if not isinstance(cell, tuple):
        return cell
    return tuple(code for code in cell if code not in codes) or None


def _joined(texts: tuple[object, ...]) -> str | None:
    return "; ".join(dict.fromkeys(str(text) for text in texts if isinstance(text, str) and text)) or None


def _set_year(frame: pd.DataFrame, stored: pd.DataFrame, territory: Territory, context: Context) -> None:
    """Fill the year: from the file, else that of the form; a programme without an offer keeps its own."""
    given = frame["year"] if "year" in frame else pd.Series(pd.NA, index=frame.index, dtype="Int64")
    frame["year"] = given.fillna(context.year) if context.year else given
    if not territory.level.is_municipal:
        return
    bare = stored[stored["offer_state"].isna()].drop_duplicates(["owner", "institution", "name"])
    years = bare.set_index(["owner", "institution", "name"])["year"]
    keys = pd.MultiIndex.from_frame(frame[["owner", "institution", "name"]])
    own = years.reindex(keys).set_axis(frame.index).astype("Int64")
    silent = given.isna() & ~says_of_an_offer(frame) & keys.isin(years.index)
    frame["year"] = frame["year"].where(~silent, own)


def _without_year(frame: pd.DataFrame) -> list[Problem]:
    message = says("The year of the offer is missing. Write it in the file or in the upload form.")
    missing = frame["year"].isna() & says_of_an_offer(frame)
    return [Problem(int(row), "year", message) for row in frame.index[missing]]


def _institution_missing(frame: pd.DataFrame) -> list[Problem]:
    message = says("The institution is missing. Write the name of the body that runs the programme.")
    return [Problem(int(row), "institution", message) for row in frame.index[frame["institution"].isna()]]


def _ages(frame: pd.DataFrame) -> list[Problem]:
    if "age_from" not in frame or "age_to" not in frame:
        return []
    wrong = (frame["age_from"] > frame["age_to"]).fillna(value=False)
    message = says("The first age is above the last. Correct the two ages.")
    return [Problem(int(row), "age_from", message) for row in frame.index[wrong]]


def _evidence(frame: pd.DataFrame) -> list[Problem]:
    if "evidence" not in frame:
        return []
    documents = frame.get("evidence_document", pd.Series(None, index=frame.index, dtype=object))
    bare = (frame["evidence"] == "confirmed") & documents.isna()
    message = says("A fact is confirmed by a document. Name the document, or write «claimed».")
    return [Problem(int(row), "evidence", message) for row in frame.index[bare]]
