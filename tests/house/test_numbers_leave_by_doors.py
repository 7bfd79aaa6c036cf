"""No number of persons leaves unless it was judged for an audience: every door refuses it."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from pytest_django import Settings

from clrisk_site.catalogue.quantities import words_for
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.disclosure.axis import Axis
from clrisk_site.figures.disclosure.protecting import protect
from clrisk_site.figures.disclosure.table import CountTable
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit
from clrisk_site.figures.suppression import NotClearedError, suppress, suppress_together
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark, draw_dots, draw_interval
from clrisk_site.figures.svg.scales import axis_for
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.documents.pieces import estimate_cell, value_of
from clrisk_site.files.presenters.review.rows import _few_words
from clrisk_site.people.audit import CHANGED, _without_personal
from clrisk_site.tables.preview_result import ChangedCell
from diagnosis.imports.profile_cells.columns import PERSONS as PERSONS_COLUMN
from diagnosis.models import Need
from mapping.models import LocalOffer
from mapping.presenters.gap_export import _number
from planning.documents.action_plan.evidence import number_row

if TYPE_CHECKING:
    from clrisk_site.tables.spec import ImportSpec

ROOT = Path(__file__).parents[2]
PERSONS = Estimate(120, Unit.PERSONS, Story("List", 2025))
SHARE = Estimate(40, Unit.PERCENT, Story("List", 2025, n=300))


def _drawn(estimate: Estimate) -> str:
    rows = [DotRow("row", (Dot(Mark.ALL, estimate, "120"),))]
    return draw_dots(rows, unit_label="persons", size=Size.WIDE, title="title", description="")


DOORS: dict[str, Callable[[Estimate], object]] = {
    "words": words_for,
    "cell of a document": estimate_cell,
    "value of a sheet": value_of,
    "row of the plan": lambda one: number_row("label", one),
    "json of the gaps": _number,
    "axis": lambda one: axis_for([one]),
    "dots": _drawn,
    "interval": lambda one: draw_interval(one, maximum=500, most="500", title="title"),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize("estimate", [PERSONS, SHARE], ids=["persons", "share"])
def test_a_door_refuses_what_nobody_judged(door: Callable[[Estimate], object], estimate: Estimate) -> None:
    with pytest.raises(NotClearedError, match="call suppress or protect"):
        door(estimate)
    door(suppress(estimate, audience=Audience.PUBLIC, k=dict.fromkeys(Audience, 10)))


def test_on_a_server_the_page_stays_and_the_number_is_hidden(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PRODUCTION = True
    words = words_for(PERSONS)
    assert (words.value, bool(words.missing)) == ("", True)
    assert "without a judgement" in caplog.text


def test_every_judgement_clears_and_json_keeps_it() -> None:
    limits = dict.fromkeys(Audience, 10)
    table = CountTable((Axis("area", ("a",)),), {("a",): PERSONS})
    judged = [
        suppress(PERSONS, audience=Audience.TEAM, k=limits),
        *suppress_together([PERSONS, PERSONS], audience=Audience.TEAM, k=limits),
        *protect(table, audience=Audience.TEAM, k=limits).cells.values(),
    ]
    assert {one.cleared_for for one in judged} == {Audience.TEAM}
    assert {Estimate.from_json(one.to_json()).cleared_for for one in judged} == {Audience.TEAM}
    wider = suppress(judged[0], audience=Audience.PUBLIC, k=limits)
    assert suppress(wider, audience=Audience.TEAM, k=limits).cleared_for is Audience.PUBLIC


def test_what_is_public_or_speaks_of_no_person_needs_no_judgement() -> None:
    words_for(Estimate(3, Unit.PERSONS, Story("Census", 2020, official=True)))
    words_for(Estimate(3, Unit.PLACES, Story("List", 2025)))
    words_for(Estimate(12.5, Unit.POINTS, Story("Survey", 2019, basis=Basis.MODELLED)))


def _modules() -> Iterator[Path]:
    for folder in ("diagnosis", "mapping", "planning", "clrisk_site/files/documents"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if {"presenters", "documents", "views"} & set(path.parts):
                yield path


WRITERS = {"grouped", "written", "percent", "str"}
"""Functions that write a bare number; an estimate's own value may only reach them once a door was asked."""

ASKED_BEFORE = {
    "planning/presenters/chain.py",  # takes the chain of one audience, and asks the door for its words
}


def test_no_presenter_writes_the_value_of_an_estimate_past_the_doors() -> None:
    found = []
    for path in _modules():
        name = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in WRITERS or name in ASKED_BEFORE:
                continue
            reads = [one for one in ast.walk(node) if isinstance(one, ast.Attribute) and one.attr == "value"]
            speaks = [one for one in reads if "children" in ast.dump(one) or "estimate" in ast.dump(one)]
            found += [f"{name}:{one.lineno}" for one in speaks]
    assert found == []


def test_the_audit_keeps_no_count_of_persons() -> None:
    changes = {"girls_served": [3, 4], "decided_by": ["DIF", "SEP"]}
    assert _without_personal(LocalOffer(), changes) == {"girls_served": CHANGED, "decided_by": ["DIF", "SEP"]}
    assert _without_personal(Need(), {"children": 3}) == {"children": CHANGED}


@pytest.mark.django_db
@pytest.mark.parametrize(("stored", "is_told"), [(0, True), (3, False), (9, False), (10, True)])
def test_a_preview_does_not_tell_a_small_stored_count(stored: int, is_told: bool) -> None:
    spec = cast("ImportSpec", SimpleNamespace(column=lambda _name: PERSONS_COLUMN))
    assert (_few_words(spec, ChangedCell(2, "a", "persons", stored, 7)) == "") is is_told
