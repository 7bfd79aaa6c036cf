"""Which stored programme and institution each row of a file means, and what its import would replace."""

import pandas as pd

from clrisk_site.files.actions.keep_journal import BEFORE
from clrisk_site.places.models import Territory
from clrisk_site.places.names import search_form
from clrisk_site.tables.spec import Context, Problem, Question
from mapping.imports.institutions.likeness import NEW, KnownInstitutions, question_about
from mapping.imports.keeping import text_of
from mapping.imports.left_alone import cells_left_alone
from mapping.imports.programmes.columns import CHOICES
from mapping.imports.programmes.comparing import FACTOR_FIELDS, PROGRAMME_FIELDS, PROGRAMME_STATE
from mapping.imports.rights import Rights

BEFORE_PROGRAMME = f"{BEFORE}programme"
"""The programme as it was; `LEFT_ALONE` where the import may not change it, none where it is made."""
BEFORE_INSTITUTION = f"{BEFORE}institution"
LEFT_ALONE = "-"


def meet_institutions(frame: pd.DataFrame, territory: Territory, context: Context) -> list[Question]:
    """Ask about institutions that are written nearly like a stored one, and write the answers in."""
    stored = KnownInstitutions(territory)
    written = {search_form(row.name) for row in stored.rows}
    questions = []
    for name in frame["institution"].dropna().unique():
        if search_form(name) in written:
            continue
        likely = stored.alike(name, closely=False)
        if not likely:
            continue
        rows = frame["institution"] == name
        question = question_about(name, likely, int(rows.sum()))
        answer = context.answers.get(question.code) or ""
        if answer in stored.by_pk:
            frame.loc[rows, "institution"] = stored.by_pk[answer].name
        elif answer != NEW:
            questions.append(question)
    return questions


def meet_programmes(frame: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """Write names as they are stored; return the first stored row of the programme that each row means.

    Among programmes of one name the level of government tells, else the nearest owner.
    """
    order = stored["owner"].str.count(r"\.") if len(stored) else stored["owner"]
    nearest = stored.loc[order.sort_values(ascending=False, kind="stable").index]
    known: dict[tuple[str, str], list[int]] = {}
    for at, institution, name in zip(nearest.index, nearest["institution"], nearest["name"], strict=True):
        known.setdefault((search_form(institution), search_form(name)), []).append(at)
    levels = frame["level"] if "level" in frame else pd.Series(None, index=frame.index, dtype=object)
    found: list[int | None] = []
    for institution, name, level in zip(frame["institution"], frame["name"], levels, strict=True):
        places = known.get((search_form(text_of(institution)), search_form(text_of(name))), [])
        same_level = [at for at in places if stored["level"][at] == level]
        found.append(next(iter(same_level or places), None))
    met = stored.reindex([-1 if at is None else at for at in found]).set_axis(frame.index)
    for field in ("institution", "name"):
        frame[field] = met[field].combine_first(frame[field])
    frame["level"] = levels.combine_first(met["level"])
    return met


def leave_foreign(frame: pd.DataFrame, known: pd.DataFrame, rights: Rights) -> list[Problem]:
    """Put the stored description in place of the file's where the programme belongs to someone else.

    What it offers here is stored nevertheless. Each cell that the file says otherwise is told.
    """
    is_known = known["owner"].notna()
    frame["may_change"] = [
        not met or rights.may(owner) for met, owner in zip(is_known, frame["owner"], strict=True)
    ]
    foreign = ~frame["may_change"]
    fields = (*PROGRAMME_FIELDS, *FACTOR_FIELDS, "row_source")
    problems = cells_left_alone(frame[foreign], known[foreign], fields, {*CHOICES, *FACTOR_FIELDS})
    for field in fields:
        if field in frame and foreign.any():
            frame[field] = frame[field].where(~foreign, known[field])
    return problems


def keep_before(frame: pd.DataFrame, known: pd.DataFrame, territory: Territory) -> None:
    """Add what a row that makes an offer replaces of its programme, and whether its institution is made."""
    states = [
        None if not isinstance(owner, str) else state if may_change else LEFT_ALONE
        for owner, state, may_change in zip(
            known["owner"], known[PROGRAMME_STATE], frame["may_change"], strict=True
        )
    ]
    frame[BEFORE_PROGRAMME] = pd.Series(states, index=frame.index, dtype=object)
    written = {(row.owner, search_form(row.name)) for row in KnownInstitutions(territory).rows}
    frame[BEFORE_INSTITUTION] = pd.Series(
        [
            _is_stored(text_of(name), owner, written)
            for name, owner in zip(frame["institution"], frame["owner"], strict=True)
        ],
        index=frame.index,
        dtype=object,
    )


def _is_stored(name: str, owner: str, written: set[tuple[str, str]]) -> bool:
    steps = owner.split(".")
    above = [".".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
    return any((path, search_form(name)) in written for path in above)
