"""Finds the owner of each programme, joins repeated columns, and names what cannot be stored."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from clrisk_site.figures.message import N_, Message, counts, says
from clrisk_site.people.access import may
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.places.names import search_form
from clrisk_site.tables.spec import Checked, Context, Option, Problem, Question, Severity
from mapping.imports.columns import OFFER_FIELDS
from mapping.imports.comparing import PROGRAMME_FIELDS, stored_programmes
from mapping.models import GovernmentLevel, LocalOffer, Programme

JOINED = {
    "target_population": ("life_stage", "life_stage_2", "life_stage_3", "target_population",
                          "target_population_2", "target_population_3"),
    "benefit": ("benefit", "benefit_2", "benefit_3"),
}  # fmt: skip
LEVELS = {
    GovernmentLevel.FEDERAL: N_("Federal"),
    GovernmentLevel.STATE: N_("State"),
    GovernmentLevel.MUNICIPAL: N_("Municipal"),
}


@dataclass(frozen=True, slots=True)
class KnownProgramme:
    """A stored programme as a file may speak of it."""

    pk: int
    name: str
    institution: str
    owner: str


def check_programmes(territory: Territory, frame: pd.DataFrame, context: Context) -> Checked:
    """Add `owner`, `level` and `year` to the frame, and check what the database demands."""
    frame = frame.copy()
    _join(frame)
    problems: list[Problem] = []
    questions = _set_level(frame, territory, context)
    _set_year(frame, context)
    if territory.level.is_municipal:
        problems += _without_year(frame)
    frame["owner"] = [_owner(territory, level, context.actor) for level in frame["level"]]
    problems += _meet_known(frame, territory, context)
    problems += [
        *_institution_missing(frame),
        *_too_long(frame),
        *_ages(frame),
        *_websites(frame),
        *_evidence(frame),
    ]
    return Checked(frame, tuple(problems), tuple(questions))


def reachable_programmes(territory: Territory) -> Iterable[KnownProgramme]:
    """Yield the programmes of the territory and of those above it."""
    paths = [*territory.ancestor_paths, territory.path]
    rows = Programme.objects.filter(territory__path__in=paths)
    for pk, name, institution, owner in rows.values_list(
        "pk", "name", "institution__name", "territory__path"
    ):
        yield KnownProgramme(pk, name, institution, owner)


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


def _joined(texts: tuple[object, ...]) -> str | None:
    return "; ".join(dict.fromkeys(str(text) for text in texts if isinstance(text, str) and text)) or None


def _set_level(frame: pd.DataFrame, territory: Territory, context: Context) -> list[Question]:
    """Fill the level of government: from the file, from the territory, or from an answer."""
    given = frame["level"] if "level" in frame else pd.Series(None, index=frame.index, dtype=object)
    blank = int(given.isna().sum())
    depth = territory.path.count(".")
    usual = {0: GovernmentLevel.FEDERAL, 1: GovernmentLevel.STATE}.get(depth)
    answer = context.answers.get("level")
    if usual is None and answer in LEVELS:
        usual = GovernmentLevel(answer)
    # Until the question is answered the rows are shown as if it were, and nothing is stored.
    frame["level"] = given.fillna((usual or GovernmentLevel.MUNICIPAL).value)
    if usual is not None or not blank:
        return []
    question = Question(
        "level",
        says("Which level of government do these programmes belong to?"),
        tuple(Option(code.value, says(label)) for code, label in LEVELS.items()),
        recommended=GovernmentLevel.MUNICIPAL.value,
        rows=blank,
        evidence=counts(
            "The file has no level of government in %(count)s row.",
            "The file has no level of government in %(count)s rows.",
            blank,
        ),
    )
    return [question]


def _set_year(frame: pd.DataFrame, context: Context) -> None:
    given = frame["year"] if "year" in frame else pd.Series(pd.NA, index=frame.index, dtype="Int64")
    frame["year"] = given.fillna(context.year) if context.year else given


def _without_year(frame: pd.DataFrame) -> list[Problem]:
    message = says("The year of the offer is missing. Write it in the file or in the upload form.")
    return [Problem(int(row), "year", message) for row in frame.index[frame["year"].isna()]]


def _owner(territory: Territory, level: str, actor: object) -> str:
    """Return the path that owns a programme of this level, as far up as the person may import."""
    depth = {GovernmentLevel.FEDERAL: 0, GovernmentLevel.STATE: 1}.get(GovernmentLevel(level))
    own = territory.path.count(".")
    if depth is None or depth >= own:
        return territory.path
    above = ".".join(territory.path.split(".")[: depth + 1])
    return above if _may_import(above, actor) else territory.path


def _meet_known(frame: pd.DataFrame, territory: Territory, context: Context) -> list[Problem]:
    """Write name, institution and owner as they are stored; what the person may not change stays as it is."""
    known = {
        (search_form(programme.institution), search_form(programme.name)): programme
        for programme in reachable_programmes(territory)
    }
    if "institution" not in frame:
        frame["institution"] = pd.Series(None, index=frame.index, dtype=object)
    frame["may_change"] = True
    foreign: dict[int, int] = {}
    names = zip(frame.index, frame["institution"], frame["name"], strict=True)
    for row, institution, name in names:
        programme = known.get((search_form(text_of(institution)), search_form(text_of(name))))
        if programme is None:
            continue
        for field in ("institution", "name", "owner"):
            frame.loc[row, field] = getattr(programme, field)
        if not _may_import(programme.owner, context.actor):
            foreign[row] = programme.pk
    problems = _leave_unchanged(frame, foreign)
    _fill_blanks(frame, territory)
    return problems


def text_of(cell: object) -> str:
    """Return the text of a cell, empty for a blank one: a frame holds NaN there, which counts as true."""
    return cell if isinstance(cell, str) else ""


def _fill_blanks(frame: pd.DataFrame, territory: Territory) -> None:
    """Put what is stored where the file is blank: what a file does not say is not taken back."""
    key = ["institution", "name", "year"] if territory.level.is_municipal else ["institution", "name"]
    stored = stored_programmes(territory).drop_duplicates(key).set_index(key)
    if stored.empty:
        return
    keys = pd.MultiIndex.from_frame(frame[key])
    aligned = stored.reindex(keys).set_axis(frame.index)
    for field in aligned.columns.intersection(frame.columns):
        frame[field] = frame[field].combine_first(aligned[field])


def _may_import(path: str, actor: object) -> bool:
    if actor is None:
        return True
    owner = Territory.objects.get(path=path)
    return isinstance(actor, User) and may(actor, Permission.IMPORT_PROGRAMMES, owner)


def _leave_unchanged(frame: pd.DataFrame, foreign: dict[int, int]) -> list[Problem]:
    """Put the stored description in place of the file's where the programme belongs to someone else."""
    stored = Programme.objects.in_bulk(foreign.values())
    message = says("The programme belongs to a higher level. Only what it offers here is stored.")
    for row, pk in foreign.items():
        frame.loc[row, "may_change"] = False
        for field in PROGRAMME_FIELDS:
            if field in frame:
                frame.loc[row, field] = getattr(stored[pk], field) or None
    return [Problem(int(row), "name", message, Severity.WARNING) for row in foreign]


def _institution_missing(frame: pd.DataFrame) -> list[Problem]:
    message = says("The institution is missing. Write the name of the body that runs the programme.")
    return [Problem(int(row), "institution", message) for row in frame.index[frame["institution"].isna()]]


def _too_long(frame: pd.DataFrame) -> list[Problem]:
    problems = []
    for field, limit in _limits().items():
        if field in frame:
            lengths = frame[field].map(lambda text: len(text) if isinstance(text, str) else 0)
            problems += [
                Problem(int(row), field, _shorten(int(length), limit))
                for row, length in zip(lengths.index, lengths, strict=True)
                if length > limit
            ]
    return problems


def _limits() -> dict[str, int]:
    limits = {"institution": 250, "row_source": 300}
    for model in (Programme, LocalOffer):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.max_length and not field.choices:
                limits.setdefault(field.name, field.max_length)
    return limits


def _shorten(length: int, limit: int) -> Message:
    return says("The text has %(length)s characters. Shorten it to %(limit)s.", length=length, limit=limit)


def _ages(frame: pd.DataFrame) -> list[Problem]:
    if "age_from" not in frame or "age_to" not in frame:
        return []
    wrong = (frame["age_from"] > frame["age_to"]).fillna(value=False)
    message = says("The first age is above the last. Correct the two ages.")
    return [Problem(int(row), "age_from", message) for row in frame.index[wrong]]


def _websites(frame: pd.DataFrame) -> list[Problem]:
    if "website" not in frame:
        return []
    problems, valid = [], URLValidator(schemes=["http", "https"])
    message = says("The web page is not an address. It was left out.")
    for row, text in frame["website"].dropna().items():
        try:
            valid(text)
        except ValidationError:
            problems.append(Problem(int(str(row)), "website", message, Severity.WARNING))
            frame.loc[row, "website"] = None
    return problems


def _evidence(frame: pd.DataFrame) -> list[Problem]:
    if "evidence" not in frame:
        return []
    documents = frame.get("evidence_document", pd.Series(None, index=frame.index, dtype=object))
    bare = (frame["evidence"] == "confirmed") & documents.isna()
    message = says("A fact is confirmed by a document. Name the document, or write «claimed».")
    return [Problem(int(row), "evidence", message) for row in frame.index[bare]]


def has_offer(frame: pd.DataFrame) -> bool:
    """Whether the file says anything about a local offer."""
    return any(field in frame for field in OFFER_FIELDS)
