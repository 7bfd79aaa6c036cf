"""`analyse transfer`: coefficients of a survey applied to local profile cells, area by area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from clrisk_site.figures.message import N_, says
from diagnosis.analyses.absent import is_absent
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.classes import CLASS_KEYS, method_of
from diagnosis.analyses.crosswalks import ORIGIN_KEYS, crosswalk_of
from diagnosis.analyses.faults import MissingColumnError, RepeatedColumnError
from diagnosis.analyses.keys import CONFIDENCE, SEED, SEPARATORS, Key, Keys, Shape
from diagnosis.analyses.specification import Specification, Tree
from diagnosis.analyses.transfer_model import MODEL_KEYS, coefficients_of
from diagnosis.analyses.transfer_tables import shown_of
from diagnosis.statistics.classes import (
    Classification,
    Membership,
    Method,
    class_probabilities,
    classify_areas,
)
from diagnosis.statistics.coefficients import Coefficients
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.transfer.benchmarking import Target
from diagnosis.statistics.transfer.caveats import caveats_of
from diagnosis.statistics.transfer.cell_errors import LackingColumnError, RepeatedHeaderError
from diagnosis.statistics.transfer.cells import ProfileCells
from diagnosis.statistics.transfer.errors import (
    BlankCodeError,
    NotHarmonisedError,
    OutsideGroupError,
    UnmappedCodeError,
)
from diagnosis.statistics.transfer.groups import MARK, group_column
from diagnosis.statistics.transfer.harmonising import LocalCard, harmonise
from diagnosis.statistics.transfer.profiles import Profiles, model_profiles
from diagnosis.statistics.transfer.reading import read_cells, row_of_code
from diagnosis.statistics.transfer.risks import transfer_risks
from diagnosis.statistics.transfer.simulating import DRAWS, Simulation, simulate
from diagnosis.statistics.transfer.simulating import SEED as USUAL_SEED
from diagnosis.statistics.transfer.text_cells import CsvForm
from diagnosis.statistics.transfer.transferred import Risk, RiskDifference, Transfer
from diagnosis.statistics.transfer.variables import Crosswalk, FromColumn, FromShares, variables_of

NAMES = Key("names", Shape.TEXTS, N_("Names of the classes, the lowest first."))
LOCAL_KEYS: Keys = (
    Key("source", Shape.TEXT, N_("Producer and title of the local data.")),
    Key("year", Shape.WHOLE, N_("Year of the local data."), least=1950, most=2100),
    Key("definition", Shape.TEXT, N_("Definition of child labour under which the risks are read.")),
    Key("group", Shape.ANY, N_("Which children the cells count, as the model names its group.")),
    Key("age_from", Shape.WHOLE, N_("First age of the children, in completed years."), least=0, most=17),
    Key("age_to", Shape.WHOLE, N_("Last age of the children, in completed years."), least=0, most=17),
)

BENCHMARK_KEYS: Keys = (
    Key("share", Shape.NUMBER, N_("Direct estimate, from 0 to 1."), required=True),
    Key("se", Shape.NUMBER, N_("Its standard error, from 0 to 1."), least=0),
    Key("source", Shape.TEXT, N_("Where it comes from.")),
    Key("year", Shape.WHOLE, N_("Its year."), least=1950, most=2100),
    Key("areas", Shape.TEXTS, N_("Areas it speaks of; all by default.")),
)

KEYS: Keys = (
    Key("area", Shape.COLUMN, N_("Column with the code of each area."), required=True),
    Key("counts", Shape.COLUMN, N_("Column with the number of children of each cell."), required=True),
    Key(
        "model",
        Shape.ANY,
        N_("JSON document of analyse logit, or a mapping with coefficients, vcov or se, df and the survey."),
        required=True,
        parts=MODEL_KEYS,
    ),
    Key(
        "crosswalk",
        Shape.TREE,
        N_("Column and codes of each variable; equal names by default."),
        parts=ORIGIN_KEYS,
        entry="VARIABLE",
    ),
    Key(
        "local",
        Shape.TREE,
        N_("Local side: source, year, definition, group, age_from, age_to."),
        parts=LOCAL_KEYS,
    ),
    Key(
        "benchmark",
        Shape.TREE,
        N_("Direct estimate the risks add up to: share, se, source, year, areas."),
        parts=BENCHMARK_KEYS,
    ),
    Key(
        "classes",
        Shape.TREE,
        N_("How areas are classed: method, k, cuts, names."),
        default="jenks, k: 3",
        parts=(*CLASS_KEYS, NAMES),
    ),
    Key("groups", Shape.TREE, N_("Groups of areas by name, each a list of codes, with their totals.")),
    Key("differences", Shape.ANY, N_("Pairs of areas or groups whose risks are compared.")),
    Key(
        "top",
        Shape.WHOLE,
        N_("How many areas are the top, for the probability of it."),
        least=1,
    ),
    Key("draws", Shape.WHOLE, N_("Draws of the coefficients."), least=100, most=100_000, default=str(DRAWS)),
    SEED,
    CONFIDENCE,
)


@dataclass(frozen=True, slots=True)
class Classed:
    """Areas in classes, and how sure that is.

    Parameters
    ----------
    classes : Classification
        Made from the risks; its cut points stay fixed in the draws.
    members : mapping of str to Membership
        Probability of each class by area; empty where the uncertainty is unknown.
    in_top : mapping of str to float
        Probability of being among the top by area, where that was asked.
    """

    classes: Classification
    members: dict[str, Membership]
    in_top: dict[str, float]


def analyse_file(path: Path, spec: Specification) -> Analysis:
    """Return the risk of each area, their total, their classes and how sure these are."""
    coefficients = coefficients_of(spec)
    crosswalk = crosswalk_of(spec, coefficients)
    cells = _cells(path, spec, coefficients, crosswalk)
    profiles = _profiles(path, spec, cells, coefficients, crosswalk)
    target, local = _target(spec), _local(spec)
    years = [target.year] if target else []
    years += [one.year for one in crosswalk.values() if isinstance(one, FromShares)]
    checked = harmonise(
        coefficients.card,
        local,
        profiles.shares,
        means=profiles.means,
        years=years,
        of_group=profiles.of_group,
    )
    found = transfer_risks(profiles, coefficients, target=target, confidence=spec.number("confidence", 0.95))
    seed = spec.whole("seed", USUAL_SEED)
    simulation = None
    if found.covariance is not None:
        draws = spec.whole("draws", DRAWS)
        simulation = simulate(profiles, coefficients, draws=draws, seed=seed, target=target)
    classed = _classed(spec, found, simulation)
    groups = _groups(spec, found)
    differences = _differences(spec, found)
    borderline = [code for code, one in classed.members.items() if one.borderline]
    said = (
        *checked,
        *found.warnings,
        *classed.classes.warnings,
        *caveats_of(found, coefficients.card, borderline),
    )
    return Analysis(
        _data(found, classed, groups, differences, coefficients, local, profiles, simulation),
        shown_of(found, classed.classes, classed.members, classed.in_top, groups, differences),
        tuple(dict.fromkeys(said)),
        seed if simulation else None,
        cells.rows,
    )


def _cells(path: Path, spec: Specification, coefficients: Coefficients, crosswalk: Crosswalk) -> ProfileCells:
    origins = [crosswalk.get(one.name, FromColumn(one.name)) for one in variables_of(coefficients, crosswalk)]
    columns = [one.column for one in origins if isinstance(one, FromColumn)]
    area, counts = spec.text("area"), spec.text("counts")
    grouping = group_column(coefficients.card.group, crosswalk)
    if grouping is not None and grouping not in (area, counts):
        columns.append(grouping)
    try:
        return read_cells(
            path,
            area=area,
            counts=counts,
            columns=columns,
            form=_form(spec),
            absent=is_absent,
            missing=_missing(spec),
        )
    except LackingColumnError as error:
        raise MissingColumnError(str(error.column), error.names) from error
    except RepeatedHeaderError as error:
        raise RepeatedColumnError(str(error.column)) from error


def _missing(spec: Specification) -> dict[str, list[str]]:
    """Return the codes that the specification calls missing, by column."""
    written = spec.tree_of("missing")
    return {
        name: [one] if isinstance(one, str) else [text for text in one if isinstance(text, str)]
        for name, one in (written.items() if isinstance(written, dict) else ())
    }


def _form(spec: Specification) -> CsvForm:
    return CsvForm(
        SEPARATORS.get(spec.text("separator"), ""),
        spec.text("encoding"),
        spec.whole("header", 0) or None,
        spec.text("decimal"),
    )


def _profiles(
    path: Path, spec: Specification, cells: ProfileCells, coefficients: Coefficients, crosswalk: Crosswalk
) -> Profiles:
    """Lead the cells to the model; a fault of a code is told with the first row that has it."""
    try:
        return model_profiles(cells, coefficients, crosswalk)
    except AnalysisError as error:
        first = error.faults[0] if isinstance(error, NotHarmonisedError) else error
        if (
            isinstance(first, UnmappedCodeError | BlankCodeError | OutsideGroupError)
            and first.column is not None
        ):
            codes = () if isinstance(first, BlankCodeError) else first.codes
            error.column = first.column
            error.file_row = row_of_code(path, first.column, codes, _form(spec))
        raise


def _target(spec: Specification) -> Target | None:
    part = spec.part("benchmark", BENCHMARK_KEYS)
    if part is None:
        return None
    return Target(
        part.number("share", 0),
        part.number("se", 0) if "se" in part else None,
        part.text("source"),
        part.whole("year", 0) or None,
        part.columns("areas"),
    )


def _local(spec: Specification) -> LocalCard:
    part = spec.part("local", LOCAL_KEYS)
    if part is None:
        return LocalCard()
    ages = [part.whole(name, 0) if name in part else None for name in ("age_from", "age_to")]
    year = part.whole("year", 0) or None
    return LocalCard(part.text("source"), year, part.text("definition"), ages[0], ages[1], _group(part))


def _group(part: Specification) -> str:
    """Return the group as the model names it; `{sex: f}` is `sex=f`."""
    written = part.tree_of("group")
    if isinstance(written, dict) and len(written) == 1:
        [(variable, category)] = written.items()
        if isinstance(category, str):
            return f"{variable}{MARK}{category}"
    if written is not None and not isinstance(written, str):
        raise part.invalid("group", says("Write one group: sex=girl, or {sex: girl}."))
    return written or ""


def _classed(spec: Specification, found: Transfer, simulation: Simulation | None) -> Classed:
    part = spec.part("classes", (*CLASS_KEYS, NAMES)) or Specification({}, (*CLASS_KEYS, NAMES))
    method, cuts = method_of(part), part.numbers("cuts")
    if method is Method.INHERITED:
        raise spec.invalid("classes", says("Official classes are no property of these risks."))
    risks = {one.code: one.risk for one in found.areas}
    classes = classify_areas(risks, method, part.whole("k", 3), cuts=cuts, names=part.columns("names"))
    members: dict[str, Membership] = {}
    in_top: dict[str, float] = {}
    if simulation is not None and classes.breaks:
        for codes, draws in simulation.by_areas():
            for one in class_probabilities(draws, classes.breaks, codes, names=classes.names):
                members[one.code] = one
    if simulation is not None and "top" in spec:
        in_top = simulation.probability_in_top(spec.whole("top", 1))
    return Classed(classes, members, in_top)


def _groups(spec: Specification, found: Transfer) -> dict[str, Risk]:
    written = spec.tree_of("groups")
    if not isinstance(written, dict):
        return {}
    return {name: found.group(_codes(spec, "groups", one)) for name, one in written.items()}


def _differences(spec: Specification, found: Transfer) -> list[tuple[str, str, RiskDifference]]:
    written = spec.tree_of("differences")
    if written is None:
        return []
    groups = spec.tree_of("groups")
    sides = groups if isinstance(groups, dict) else {}
    pairs = written if isinstance(written, list) and isinstance(written[0], list) else [written]
    compared = []
    for pair in pairs:
        names = _codes(spec, "differences", pair)
        if len(names) != 2:
            raise spec.invalid("differences", says("Write pairs: [[01, 02], [north, south]]."))
        one, other = (_codes(spec, "groups", sides[name]) if name in sides else [name] for name in names)
        compared.append((names[0], names[1], found.difference(one, other)))
    return compared


def _codes(spec: Specification, key: str, written: Tree) -> list[str]:
    if isinstance(written, str):
        return [written]
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        raise spec.invalid(key, says("Write lists of codes of areas."))
    return cast("list[str]", written)


def _data(
    found: Transfer,
    classed: Classed,
    groups: dict[str, Risk],
    differences: Sequence[tuple[str, str, RiskDifference]],
    coefficients: Coefficients,
    local: LocalCard,
    profiles: Profiles,
    simulation: Simulation | None,
) -> dict[str, Any]:
    of_area = {one.code: one for one in classed.classes.areas}
    areas = []
    for one in found.areas:
        member = classed.members.get(one.code)
        known = member is not None and bool(member.probabilities)
        areas.append(
            one.to_json()
            | {
                "class": of_area[one.code].name,
                "class_probability": _by_name(member, classed.classes) if known else None,
                "borderline": None if member is None else member.borderline,
                "probability_in_top": classed.in_top.get(one.code),
            }
        )
    return {
        "areas": areas,
        "total": found.total(),
        "groups": groups,
        "differences": [{"first": a, "second": b} | one.to_json() for a, b, one in differences],
        "benchmark": found.benchmark,
        "classes": {
            "method": classed.classes.method,
            "names": classed.classes.names,
            "breaks": classed.classes.breaks,
        },
        "df": found.df,
        "confidence": found.confidence,
        "draws": len(simulation.draws) if simulation else None,
        "left_out": profiles.left_out,
        "model": coefficients.card,
        "local": local,
    }


def _by_name(member: Membership | None, classes: Classification) -> dict[str, float] | None:
    return None if member is None else dict(zip(classes.names, member.probabilities, strict=True))
