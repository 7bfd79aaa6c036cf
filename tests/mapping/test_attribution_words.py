"""Who may act, on literals: the matrix, the sentences, how columns are parted, and the checklist of norms."""

import pytest
from django.utils import translation

from mapping.attributions import CHILD_LABOUR, Attribution, Attributions, Body, Matter
from mapping.desk_review import Part, Progress, steps, ticked_step
from mapping.documents.attributions import Room, rooms_for
from mapping.models import CompetenceNature, GovernmentLevel, Norm
from mapping.norm_checklist import SOUGHT_KINDS, CellState, checklist_of, counted_states
from mapping.presenters.attributions import (
    attribution_sheet,
    attributions_lead,
    crossing_cell,
    crossing_lead,
    matrices_of,
    matter_sentence,
    parted,
)
from mapping.presenters.desk_review import progress_words
from mapping.presenters.norms import norms_lead

ITSELF = Matter(CHILD_LABOUR, "Child labour itself")
SCHOOL, CHORES, CROWDED = (
    Matter("school", "School", 1),
    Matter("chores", "Chores", 2),
    Matter("crowded", "Crowded", 3),
)
DIF = Body(1, "Sistema DIF", "DIF", GovernmentLevel.MUNICIPAL, "MX.07.101")
SEP = Body(2, "Secretaría de Educación", "SEP", GovernmentLevel.STATE, "MX.07")


def power(nature: str, article: str = "art. 1", document: str = "Bando") -> Attribution:
    return Attribution(1, 1, CompetenceNature(nature), document, article)


FOUND = Attributions(
    matters=(ITSELF, SCHOOL, CHORES, CROWDED),
    bodies=(SEP, DIF),
    found={
        (1, 1): (power("coordinate", "art. 14"), power("coordinate", "art. 15"), power("finance", "")),
        (1, 2): (power("execute", "art. 9"),),
        (2, 1): (power("none", "", "Bando"), power("none", "", "Reglamento")),
        (None, 2): (power("monitor"),),
    },
    unread=("Ley A", "Ley B", "Ley C", "Ley D", "Ley E"),
)


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def test_the_lead_counts_factors_and_leaves_child_labour_itself_out() -> None:
    assert attributions_lead(FOUND) == (
        "Somebody may act by a cited norm on 1 of 3 factors. "
        "On 1, the documents read give nobody a power. On 1, nothing was read."
    )
    assert "No factor" in attributions_lead(Attributions((ITSELF,), (), {}))


def test_each_factor_has_its_sentence() -> None:
    assert matter_sentence(FOUND, SCHOOL) == "May run an action on it: SEP. May coordinate it: DIF."
    assert matter_sentence(FOUND, ITSELF) == (
        "No norm that was read lets anybody run an action on it. "
        "No norm that was read lets anybody coordinate it."
    )
    barred = matter_sentence(FOUND, CHORES)
    assert barred.startswith("Nobody found: Bando and Reglamento were read and give no power over it.")
    assert barred.endswith("Still to be read: Ley A, Ley B, Ley C and 2 more.")
    many = tuple(Body(n, f"B{n}", f"B{n}", GovernmentLevel.STATE, "MX.07") for n in range(9))
    crowd = Attributions((SCHOOL,), many, {(1, body.pk): (power("execute"),) for body in many})
    assert matter_sentence(crowd, SCHOOL).startswith("May run an action on it: B0, B1, B2 and 6 more.")
    assert matter_sentence(FOUND, CROWDED).startswith("Nobody found yet: no document has been read")


def test_a_cell_says_each_nature_once_with_its_articles() -> None:
    cell = crossing_cell(FOUND, SCHOOL, DIF, lambda matter, body: f"{matter.code}/{body.pk}")
    assert [(one["word"], one["articles"]) for one in cell["natures"]] == [
        ("Coordinate", "art. 14, art. 15"),
        ("Finance", ""),
    ]
    assert cell["url"] == "school/1"
    assert crossing_cell(FOUND, CROWDED, DIF, lambda *_: "x")["url"] == ""
    assert crossing_lead(SCHOOL, DIF, FOUND.at(SCHOOL, DIF)).endswith("“School”: coordinate and finance.")
    assert "no power" in crossing_lead(CHORES, DIF, FOUND.at(CHORES, DIF))
    assert "No document" in crossing_lead(CROWDED, DIF, ())


def test_the_exported_table_names_every_matter_even_where_nothing_was_read() -> None:
    rows = [[cell["text"] for cell in row["cells"]] for row in attribution_sheet(FOUND)["rows"]]
    assert ["School", "Sistema DIF", "Municipal", "Coordinate", "Bando", "art. 14", ""] in rows
    assert ["Crowded", "", "", "Nothing read", "", "", ""] in rows


def test_columns_that_do_not_fit_are_parted_by_level_and_none_is_lost() -> None:
    many = [
        Body(number, f"B{number}", f"B{number}", level, "MX")
        for number, level in enumerate([GovernmentLevel.FEDERAL] * 3 + [GovernmentLevel.MUNICIPAL] * 11)
    ]
    groups = parted(many, 9)
    assert [len(group) for group in groups] == [3, 9, 2]
    assert [body for group in groups for body in group] == many
    assert parted(many[:9], 9) == [tuple(many[:9])]
    assert parted([], 9) == []
    assert [row["is_open"] for row in matrices_of(FOUND)[0]["rows"]] == [False, False, True, True]
    assert FOUND.of_level(GovernmentLevel.STATE).bodies == (SEP,)


def test_paper_says_less_in_a_cell_where_columns_are_many() -> None:
    assert rooms_for(FOUND)[0] is Room.ARTICLES
    many = tuple(Body(n, "B", "B", GovernmentLevel.STATE, "MX") for n in range(40))
    assert rooms_for(Attributions((SCHOOL,), many, {})) == (Room.SYMBOLS, Room.LARGE)


def norm(kind: str, level: str, reading: str) -> Norm:
    return Norm(name=f"{kind} {level} {reading}", kind=kind, level=level, reading=reading)


def test_a_cell_of_the_checklist_shows_what_is_left_to_do() -> None:
    rows = checklist_of(
        [
            norm("constitution", "federal", "read"),
            norm("organic_law", "state", "read"),
            norm("organic_law", "state", "found"),
            norm("regulation", "state", "found"),
            norm("regulation", "state", "sought"),
            norm("constitution", "municipal", "none"),
            norm("other", "federal", "read"),
        ]
    )
    states = {(cell.kind.value, cell.level.value): cell.state for row in rows for cell in row.cells}
    assert states["constitution", "federal"] is CellState.READ
    assert states["organic_law", "state"] is CellState.FOUND
    assert states["regulation", "state"] is CellState.SOUGHT
    assert states["constitution", "municipal"] is CellState.NONE
    assert states["children", "state"] is CellState.OPEN
    counts = counted_states(rows)
    assert sum(counts.values()) == len(SOUGHT_KINDS) * 3, "other norms are kept and nobody misses them"
    assert norms_lead(rows, 7) == (
        "Of 12 kinds of document by level, 1 was read, 1 was found and not read yet, 1 is being sought "
        "and 1 does not exist. Nobody has looked for 8 of them. 7 powers are recorded."
    )
    assert norms_lead(checklist_of([]), 0).startswith("Nobody has looked for any of the 12 kinds")


def test_every_step_of_the_desk_review_has_its_words() -> None:
    assert {step.part for step in steps()} == set(Part)
    assert all(step.name and step.explanation for step in steps())
    assert ticked_step("inventories") is not None
    assert ticked_step("operation_rules") is None, "it is counted"
    assert progress_words(Progress(2, 5), Part.PROGRAMMES) == "2 of 5 programmes"
    assert progress_words(Progress(0, 0), Part.SPACES) == "No space is recorded yet"
