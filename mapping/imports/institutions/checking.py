"""Finds whose each institution is and which stored one it means, and names what cannot be stored."""

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Context, Problem, Question
from mapping.imports.faults import drop_wrong_websites, limits_of, too_long
from mapping.imports.institutions.likeness import NEW, Known, KnownInstitutions, question_about
from mapping.imports.institutions.stored import FIELDS, stored_institutions
from mapping.imports.keeping import fill_blanks, text_of
from mapping.imports.left_alone import cells_left_alone
from mapping.imports.levels import set_level
from mapping.imports.reach import FileReach
from mapping.imports.rights import Rights
from mapping.imports.row_places import leave_other_places
from mapping.models import GovernmentLevel, Institution, Sector

LIMITS = {"row_source": 300}


def check_institutions(
    territory: Territory, frame: pd.DataFrame, context: Context, reach: FileReach
) -> Checked:
    """Add `owner` and fill level and sector; a name much like a stored one is asked about."""
    frame, elsewhere = leave_other_places(frame, territory, context)
    for field in ("level", "sector"):
        if field not in frame:
            frame[field] = pd.Series(None, index=frame.index, dtype=object)
    known, questions = _meet_known(frame, KnownInstitutions(territory), context)
    _levels_of_others(frame)
    questions += set_level(frame, territory, context)
    rights = Rights(territory, context.actor)
    frame["owner"] = [
        known[row].owner if row in known else rights.owner_of(level) for row, level in frame["level"].items()
    ]
    reach.note(frame)
    problems = elsewhere + _leave_foreign(frame, known, rights, territory)
    fill_blanks(frame, stored_institutions(territory), ["owner", "name"])
    problems += [
        *_sectors(frame),
        *too_long(frame, limits_of((Institution,), LIMITS)),
        *drop_wrong_websites(frame),
    ]
    return Checked(frame, tuple(problems), tuple(questions))


def _meet_known(
    frame: pd.DataFrame, stored: KnownInstitutions, context: Context
) -> tuple[dict[int, Known], list[Question]]:
    """Write names as they are stored; return the institution that each row means, and what must be asked."""
    known: dict[int, Known] = {}
    asked: dict[str, Question] = {}
    names = frame["name"].map(text_of)
    acronyms = frame["acronym"].map(text_of) if "acronym" in frame else pd.Series("", index=frame.index)
    for row, name, acronym, read in zip(frame.index, names, acronyms, frame["level"], strict=True):
        level = text_of(read) or None
        found = stored.same(name, level)
        likely = [] if found or not name else stored.alike(name, acronym)
        if likely:
            question = question_about(name, likely, int((names == name).sum()))
            answer = context.answers.get(question.code)
            found = stored.by_pk.get(answer or "")
            if found is None and answer != NEW:
                asked[question.code] = question
        if found is not None:
            known[row] = found
            frame.loc[[row], "name"] = found.name
            if level is None:
                frame.loc[[row], "level"] = found.level
    return known, list(asked.values())


def _levels_of_others(frame: pd.DataFrame) -> None:
    """Who is no government body has no level of government."""
    others = frame["level"].isna() & frame["sector"].notna() & (frame["sector"] != Sector.GOVERNMENT)
    frame.loc[others, "level"] = GovernmentLevel.NONE.value


def _leave_foreign(
    frame: pd.DataFrame, known: dict[int, Known], rights: Rights, territory: Territory
) -> list[Problem]:
    """Put what is stored in place of the file's where the institution belongs to someone else.

    Each cell that the file says otherwise is told.
    """
    foreign = [row for row, found in known.items() if not rights.may(found.owner)]
    if not foreign:
        return []
    stored = stored_institutions(territory).set_index(["owner", "name"])
    kept = stored.loc[[(known[row].owner, known[row].name) for row in foreign]].set_axis(foreign)
    problems = cells_left_alone(frame.loc[foreign], kept, list(FIELDS), {"level", "sector"})
    for field in FIELDS:
        if field in frame:
            frame.loc[foreign, field] = kept[field]
    return problems


def _sectors(frame: pd.DataFrame) -> list[Problem]:
    """Fill the sector of government bodies; as on the page, only they have a level of government."""
    has_level = frame["level"] != GovernmentLevel.NONE
    frame["sector"] = frame["sector"].where(frame["sector"].notna() | ~has_level, Sector.GOVERNMENT.value)
    missing = says("The sector is missing. Write it, for example employers, workers or civil society.")
    without = says("A government body has a level. Write it, or change the sector.")
    wrong = says("Only government bodies have a level. Leave the level blank, or change the sector.")
    problems = []
    for row, sector, level in zip(frame.index, frame["sector"], has_level, strict=True):
        if not isinstance(sector, str):
            problems.append(Problem(int(row), "sector", missing))
        elif sector == Sector.GOVERNMENT and not level:
            problems.append(Problem(int(row), "level", without))
        elif sector != Sector.GOVERNMENT and level:
            problems.append(Problem(int(row), "level", wrong))
    return problems
