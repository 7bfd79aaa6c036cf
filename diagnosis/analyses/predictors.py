"""The predictors that a specification names: numbers, 0 and 1, categories, products of two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import N_, Message, says
from diagnosis.analyses.conditions import truth_of
from diagnosis.analyses.faults import FileError, NotANumberError, UnknownCodeError, listed, shortened
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.records import Codes, Records
from diagnosis.analyses.specification import Specification, Tree
from diagnosis.statistics.errors import EmptyDomainError
from diagnosis.statistics.logit.coding import Category, Number, Variable, make_coding
from diagnosis.statistics.logit.errors import ConstantPredictorError, UnusablePredictorError
from diagnosis.statistics.logit.predictors import Column, Predictors
from diagnosis.survey.codes import canonical

type Members = NDArray[np.bool_]

MOST_CATEGORIES = 30
FEW_VALUES = 6

PREDICTOR_KEYS: Keys = (
    Key("name", Shape.TEXT, N_("Name of the predictor; its column by default.")),
    Key("column", Shape.COLUMN, N_("Column of the predictor; its name by default.")),
    Key("kind", Shape.CHOICE, N_("What the column holds."), choices=("number", "category", "dummy")),
    Key("reference", Shape.TEXT, N_("Category that the others are compared with.")),
    Key("merge", Shape.TREE, N_("Categories that count as another one.")),
    Key("value", Shape.TEXT, N_("Code that makes the predictor 1; any other code makes it 0.")),
    Key("values", Shape.TEXTS, N_("Codes that make the predictor 1.")),
    Key("blank", Shape.TEXTS, N_("Codes that mean no answer.")),
)


class MixedPredictorError(FileError):
    """A column holds numbers and some texts, so that nobody can tell what it is."""

    def __init__(self, name: str, fault: NotANumberError) -> None:
        super().__init__(
            says(
                "Most values of «%(name)s» are numbers, but not all. %(fault)s "
                "If all are codes, write kind: category.",
                name=name,
                fault=fault.message,
            ),
            fault.file_row,
            fault.column,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The predictors of a specification, and what must be said of them."""

    predictors: Predictors
    warnings: tuple[Message, ...]


def predictors_of(records: Records, spec: Specification, domain: Members) -> Read:
    """Return the predictors that `predictors` and `interactions` of a specification ask for.

    Parameters
    ----------
    records : Records
        The file.
    spec : Specification
        Of a method whose keys hold `predictors` and `interactions`.
    domain : ndarray of bool of shape (n,)
        Records that are analysed; a category that none of them has is left out, with a word.

    Raises
    ------
    AnalysisError
        If the specification is not understood, or a column does not hold what it should.
    """
    if not domain.any():
        raise EmptyDomainError
    variables: list[Variable] = []
    columns: dict[str, Column] = {}
    warnings: list[Message] = []
    for name, part in _named(spec):
        variable, column, said = _variable(records, name, part, domain)
        variables.append(variable)
        columns[variable.name] = column
        warnings += said
    coding = make_coding(variables, _interactions(spec))
    return Read(Predictors(coding, columns, records.n), tuple(warnings))


def _named(spec: Specification) -> Iterator[tuple[str, Specification]]:
    """Yield each predictor with its name; a bare text is a column."""
    tree = spec.tree_of("predictors")
    if isinstance(tree, str):
        tree = [tree]
    if isinstance(tree, dict):
        for name, one in tree.items():
            yield name, _part(spec, {"column": name} if one in ("", "~", "null") else one, name)
        return
    if not isinstance(tree, list) or not tree:
        raise spec.invalid("predictors", says("Write a list of columns."))
    for one in tree:
        name, inner = _named_item(one)
        part = _part(spec, inner, name)
        yield part.text("name") or name or part.text("column"), part


def _named_item(tree: Tree) -> tuple[str, Tree]:
    """Return name and content of ``- age: number``; other items have no name of their own."""
    if isinstance(tree, dict) and len(tree) == 1:
        [(name, inner)] = tree.items()
        if name not in {key.name for key in PREDICTOR_KEYS}:
            return name, {"column": name} if inner in ("", "~", "null") else inner
    return "", tree


def _part(spec: Specification, tree: Tree, name: str) -> Specification:
    inside = f"predictors.{name}" if name else "predictors"
    wanted = says("Write columns, or mappings such as {column: NAME, kind: number}.")
    if isinstance(tree, str):
        # Behind a name stands what the column holds, or the column itself.
        kinds = next(key.choices for key in PREDICTOR_KEYS if key.name == "kind")
        tree = {"column": name, "kind": tree} if name and tree in kinds else {"column": tree}
    if not isinstance(tree, dict):
        raise spec.invalid("predictors", wanted)
    if "column" not in tree:
        column = name or tree.get("name")
        if not column:
            raise spec.invalid("predictors", wanted)
        tree = {"column": column, **tree}
    return Specification(tree, PREDICTOR_KEYS, inside=inside)


def _variable(
    records: Records, name: str, part: Specification, domain: Members
) -> tuple[Variable, Column, list[Message]]:
    kind = part.text("kind")
    if "value" in part or "values" in part:
        condition = {key: part.tree[key] for key in ("column", "value", "values", "blank") if key in part}
        truth = truth_of(records, condition, part.inside)
        return Number(name, binary=True), _small(truth), []
    if kind == "dummy":
        return Number(name, binary=True), _small(truth_of(records, part.text("column"), part.inside)), []
    if kind == "category" or "reference" in part or "merge" in part:
        return _category(records, name, part, domain)
    try:
        numbers = records.numbers(part.text("column"))
    except NotANumberError as fault:
        codes = records.codes(part.text("column"))
        if kind == "number" or len(codes.labels) > MOST_CATEGORIES:
            raise
        if _mostly_numbers(codes):
            raise MixedPredictorError(name, fault) from fault
        return _category(records, name, part, domain)
    for code in part.columns("blank"):
        numbers[records.codes(part.text("column")).where(code)] = np.nan
    return _number(name, numbers, domain, asked=kind == "number")


def _number(
    name: str, numbers: NDArray[np.float64], domain: Members, *, asked: bool
) -> tuple[Variable, Column, list[Message]]:
    inside = numbers[domain]
    inside = inside[~np.isnan(inside)]
    if not len(inside):
        raise UnusablePredictorError.blank([name])
    if asked:
        return Number(name), _small(numbers), []
    if bool(((inside == 0) | (inside == 1)).all()):
        return Number(name, binary=True), _small(numbers), []
    said: list[Message] = []
    if _looks_coded(inside):
        said.append(
            says(
                "“%(name)s” holds few whole numbers and entered as a number. "
                "If they are codes, write {column: %(name)s, kind: category}; else kind: number.",
                name=name,
            )
        )
    return Number(name), numbers, said


def _looks_coded(values: NDArray[np.float64]) -> bool:
    return bool((values % 1 == 0).all()) and len(np.unique(values)) <= FEW_VALUES


def _mostly_numbers(codes: Codes) -> bool:
    """Return whether more than half of the answers are numbers."""
    held = np.bincount(codes.places[~codes.missing], minlength=len(codes.labels))
    numbers = [label.replace(".", "", 1).replace(",", "", 1).lstrip("-").isdigit() for label in codes.labels]
    return 2 * int(held[numbers].sum()) > int(held.sum())


def _small(values: NDArray[np.float64]) -> Column:
    """Return 0 and 1 as small numbers where nothing is missing."""
    return values.astype(np.uint8) if np.isin(values, (0.0, 1.0)).all() else values


def _category(
    records: Records, name: str, part: Specification, domain: Members
) -> tuple[Variable, Column, list[Message]]:
    codes = records.codes(part.text("column"))
    places = codes.places.copy()
    for code in part.columns("blank"):
        places[codes.where(code)] = -1
    for source, target in _merged(part).items():
        goal = _place(codes, target, part)
        _place(codes, source, part)
        places[codes.where(source) & (places >= 0)] = goal
    held = np.bincount(places[domain & (places >= 0)], minlength=len(codes.labels)) > 0
    kept = [int(place) for place in np.flatnonzero(held)]
    if "reference" in part:
        first = _place(codes, part.text("reference"), part)
        if first not in kept:
            raise UnknownCodeError(part.text("column"), part.text("reference"), _labels(codes, kept))
        kept = [first, *(place for place in kept if place != first)]
    if not kept:
        raise UnusablePredictorError.blank([name])
    if len(kept) == 1:
        raise ConstantPredictorError([f"{name}={codes.labels[kept[0]]}"])
    empty = [
        label for place, label in enumerate(codes.labels) if not held[place] and bool((places == place).any())
    ]
    said = []
    if empty:
        said.append(
            says(
                "No record of the domain has these categories of “%(name)s”: %(codes)s. They were left out.",
                name=name,
                codes=listed(empty),
            )
        )
    table = np.full(len(codes.labels) + 1, -1, dtype=np.int32)
    table[kept] = np.arange(len(kept))
    return Category(name, tuple(_labels(codes, kept)), _merged(part)), table[places], said


def _labels(codes: Codes, places: list[int]) -> list[str]:
    return [codes.labels[place] for place in places]


def _merged(part: Specification) -> dict[str, str]:
    tree = part.tree_of("merge")
    found: dict[str, str] = {}
    for source, target in (tree if isinstance(tree, dict) else {}).items():
        if not isinstance(target, str):
            raise part.invalid("merge", says("Write {CODE: CODE IT COUNTS AS}."))
        found[source] = target
    return found


def _place(codes: Codes, code: str, part: Specification) -> int:
    for place, label in enumerate(codes.labels):
        if canonical(label) == canonical(code):
            return place
    raise UnknownCodeError(part.text("column"), shortened(code), codes.labels)


def _interactions(spec: Specification) -> list[tuple[str, str]]:
    tree = spec.tree_of("interactions")
    if tree is None:
        return []
    wanted = says("Write a list of pairs: [[NAME, OTHER NAME]], or [NAME*OTHER NAME].")
    if not isinstance(tree, list):
        raise spec.invalid("interactions", wanted)
    if len(tree) == 2 and all(isinstance(one, str) and "*" not in one for one in tree):
        tree = [tree]
    pairs = []
    for item in tree:
        one = item.split("*") if isinstance(item, str) else item
        if not (isinstance(one, list) and len(one) == 2 and all(isinstance(name, str) for name in one)):
            raise spec.invalid("interactions", wanted)
        pairs.append((str(one[0]).strip(), str(one[1]).strip()))
    return pairs
