"""The numbers of a result from microdata as an audience may see them. Tables and charts: result_tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, Verdict, missing
from clrisk_site.figures.suppression import (
    Audience,
    cleared,
    hidden,
    rounded_count,
    suppress,
    to_nearest,
)
from diagnosis.microdata.plan import ALL, AnalysisPlan
from diagnosis.microdata.reducing import SEX
from diagnosis.models import AnalysisResult
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.presenters.result_open import (
    REST,
    Counted,
    Grid,
    Key,
    open_categories,
    open_cells,
    tells_unknown_sex,
    with_rest,
)
from diagnosis.statistics.quality import WORKING

EVERYONE = ""


@dataclass(frozen=True)
class ShownCell:
    """One category of one sex: its share, its difference, and what stands behind them.

    `odds` and `p` are of a model; `reference` is "" where the category is held against all others.
    """

    variable: str
    category: str
    reference: str
    sex: str
    share: Estimate | None
    points: Estimate | None
    n: Estimate | None = None
    cases: Estimate | None = None
    verdict: Verdict = Verdict.NONE
    failed: tuple[str, ...] = ()
    odds: tuple[float, float | None, float | None] | None = None
    p: float | None = None


def plan_of(result: AnalysisResult) -> AnalysisPlan:
    """Return the choices of a result from microdata."""
    return AnalysisPlan.from_plain(result.parameters["plan"])


def is_for_team(result: AnalysisResult) -> bool:
    """Whether the rule of quality that was chosen holds inside the municipality only."""
    return bool(result.parameters["plan"]["preset"] == WORKING.name)


def shares_of(result: AnalysisResult, audience: Audience) -> list[ShownCell]:
    """Return the share of all, of girls and of boys."""
    found = {part["sex"]: part["data"] for part in result.result["shares"] if part["data"]}
    grid = {(sex, EVERYONE): Counted(data["n"], data["cases"]) for sex, data in found.items()}
    shown = open_cells(grid, [EVERYONE], audience)
    cells = [
        _cell(result, audience, "", EVERYONE, "", sex, data, None, is_open=(sex, EVERYONE) in shown)
        for sex, data in found.items()
    ]
    return _without_all(cells, grid, audience)


def _without_all(cells: list[ShownCell], grid: Grid, audience: Audience) -> list[ShownCell]:
    """Return the cells without the counts of all, where these would tell few children of unknown sex."""
    if not tells_unknown_sex(grid, audience):
        return cells
    return [_uncounted(one, audience) if one.sex == ALL else one for one in cells]


def _uncounted(cell: ShownCell, audience: Audience) -> ShownCell:
    n, cases = (None if one is None else cleared(hidden(one), audience) for one in (cell.n, cell.cases))
    return replace(cell, n=n, cases=cases)


def _totals(result: AnalysisResult) -> dict[str, Counted]:
    parts = result.result["shares"]
    return {one["sex"]: Counted(one["data"]["n"], one["data"]["cases"]) for one in parts if one["data"]}


def differences_of(result: AnalysisResult, audience: Audience) -> list[ShownCell]:
    """Return the categories of each variable with their shares and differences, variable by variable."""
    parts: dict[str, dict[str, Mapping[str, Any]]] = {}
    for part in result.result["parts"]:
        if part["data"] is not None:
            parts.setdefault(part["variable"], {})[part["sex"]] = part["data"]
    cells: list[ShownCell] = []
    for variable, by_sex in parts.items():
        cells += _of_variable(result, audience, variable, by_sex)
    return cells


@dataclass(frozen=True, slots=True)
class _Line:
    category: str
    reference: str
    share: Mapping[str, Any]
    difference: Mapping[str, Any] | None


def _lines(data: Mapping[str, Any]) -> Iterator[_Line]:
    """Yield each category with its share; of two the second in the data is the reference."""
    if "groups" in data:
        first, second = data["groups"]
        yield _Line(second["group"], "", second, None)
        yield _Line(first["group"], second["group"], first, data)
        return
    for one in data.get("contrasts", ()):
        if one["difference"] is not None:
            yield _Line(one["group"], "", one["share"], one)


def _of_variable(
    result: AnalysisResult, audience: Audience, variable: str, by_sex: Mapping[str, Mapping[str, Any]]
) -> list[ShownCell]:
    lines = {(sex, line.category): line for sex, data in by_sex.items() for line in _lines(data)}
    grid = {key: Counted(line.share["n"], line.share["cases"]) for key, line in lines.items()}
    order = _order(result, variable, [category for _sex, category in lines])
    shown = open_cells(with_rest(grid, _totals(result)), [*order, REST], audience)
    keys: list[Key] = [(sex, category) for category in order for sex in by_sex if (sex, category) in lines]
    cells = [
        _cell(
            result,
            audience,
            variable,
            key[1],
            lines[key].reference,
            key[0],
            lines[key].share,
            lines[key].difference,
            is_open=key in shown,
        )
        for key in keys
    ]
    return _without_all(cells, grid, audience)


def _order(result: AnalysisResult, variable: str, found: Sequence[str]) -> list[str]:
    if variable == SEX:
        return list(dict.fromkeys(found))
    labels = next((one.labels for one in plan_of(result).variables if one.title == variable), ())
    return [label for label in labels if label in found]


def _cell(
    result: AnalysisResult,
    audience: Audience,
    variable: str,
    category: str,
    reference: str,
    sex: str,
    share: Mapping[str, Any],
    difference: Mapping[str, Any] | None,
    *,
    is_open: bool,
) -> ShownCell:
    verdict = Verdict(share["verdict"] if difference is None else difference["verdict"])
    is_open = is_open and not (is_for_team(result) and audience is not Audience.TEAM)
    story = story_of(result, _base(share["n"], audience))
    told = _estimate(
        share["estimate"], share["interval"], Unit.PERCENT, story, share["verdict"], audience, is_open
    )
    # Cases among children give the share that quality hides.
    cases = _persons(share["cases"], story, audience, is_open=is_open and told.is_available)
    return ShownCell(
        variable=variable,
        category=category,
        reference=reference,
        sex=sex,
        share=told,
        points=None
        if difference is None
        else _estimate(
            difference["difference"], difference["interval"], Unit.POINTS, story, verdict, audience, is_open
        ),
        n=_persons(share["n"], story, audience, is_open=is_open),
        cases=cases,
        verdict=verdict if is_open else Verdict.SUPPRESS,
        failed=tuple(share["failed"]),
        p=None if difference is None else difference["p_adjusted"],
    )


def effects_of(result: AnalysisResult, audience: Audience) -> list[ShownCell]:
    """Return the marginal effects of a logistic model, variable by variable, of all, girls and boys."""
    parts = [part for part in result.result["parts"] if part["data"] is not None]
    shown = _open_sides(parts, audience)
    cells: list[ShownCell] = []
    for part in parts:
        terms = {one["name"]: one for one in part["data"]["terms"]}
        cells += [
            _effect(
                result,
                audience,
                part["sex"],
                one,
                terms,
                is_open=all(
                    (part["sex"], one["variable"], one[side]) in shown for side in ("category", "reference")
                ),
            )
            for one in part["data"]["ame"]
        ]
    order = list(dict.fromkeys((cell.variable, cell.category) for cell in cells))
    variables = list(dict.fromkeys(variable for variable, _category in order))
    return sorted(
        cells, key=lambda cell: (variables.index(cell.variable), order.index((cell.variable, cell.category)))
    )


def _open_sides(parts: Sequence[Mapping[str, Any]], audience: Audience) -> frozenset[tuple[str, str, str]]:
    """Return the sexes, variables and categories whose numbers may be seen; both sides of an effect count."""
    grids: dict[str, dict[Key, Counted]] = {}
    for part in parts:
        for one in part["data"]["ame"]:
            grid = grids.setdefault(one["variable"], {})
            for side in ("category", "reference"):
                # Where cases were not stored nobody knows how few they are: closed, as if there was nobody.
                cases = one.get(f"cases_{side}")
                n = 0 if cases is None else one[f"n_{side}"] or 0
                grid[part["sex"], one[side]] = Counted(n, cases or 0)
    return open_categories(grids, audience)


def _effect(
    result: AnalysisResult,
    audience: Audience,
    sex: str,
    one: Mapping[str, Any],
    terms: Mapping[str, Any],
    *,
    is_open: bool,
) -> ShownCell:
    sides = [number for number in (one["n_category"], one["n_reference"]) if number is not None]
    story = story_of(result, _base(min(sides, default=one["n"]), audience))
    is_open = is_open and not (is_for_team(result) and audience is not Audience.TEAM)
    points = _estimate(one["ame"], one["interval"], Unit.POINTS, story, one["verdict"], audience, is_open)
    term = terms.get(one["name"])
    odds = None
    if term is not None and points.is_available:
        odds = (term["odds_ratio"], *(term["interval"] or (None, None)))
    return ShownCell(
        variable=one["variable"],
        category=one["category"] or "",
        reference=one["reference"] or "",
        sex=sex,
        share=None,
        points=points,
        verdict=Verdict(one["verdict"]) if points.is_available else Verdict.SUPPRESS,
        failed=tuple(one["failed"]),
        odds=odds,
        p=one["p"] if points.is_available else None,
    )


def story_of(result: AnalysisResult, n: int | None = None) -> Story:
    """Return where the numbers of a result come from."""
    return Story(
        source=result.source,
        year=result.year,
        definition=definition_code(result.definition),
        n=n,
        basis=Basis.ESTIMATED,
        illustrative=result.illustrative,
    )


def _base(n: int, audience: Audience) -> int:
    return n if audience is Audience.TEAM else to_nearest(n)


def _estimate(
    value: float | None,
    interval: Sequence[float] | None,
    unit: Unit,
    story: Story,
    verdict: str,
    audience: Audience,
    is_open: bool,  # noqa: FBT001 - private, and read beside its parameter
) -> Estimate:
    """Return a share or difference of one in percent or points; hidden where it may not be shown."""
    if value is None:
        return cleared(missing(unit, story), audience)
    low, high = (None, None) if interval is None else (100 * interval[0], 100 * interval[1])
    found = Estimate(100 * value, unit, story, lower=low, upper=high, verdict=Verdict(verdict))
    if not is_open or low is None or found.verdict is Verdict.SUPPRESS:
        return cleared(hidden(found), audience)
    return suppress(found, audience=audience)


def _persons(number: int, story: Story, audience: Audience, *, is_open: bool) -> Estimate:
    count = Estimate(number, Unit.PERSONS, replace(story, basis=Basis.COUNT))
    shown = suppress(count if is_open else hidden(count), audience=audience)
    return shown if audience is Audience.TEAM else rounded_count(shown)
