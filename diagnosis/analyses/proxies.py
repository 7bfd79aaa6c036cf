"""Proxies of an index as a specification lists them: sign, factor, and where their weights come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clrisk_site.figures.message import N_, Message, counts, says
from diagnosis.analyses.faults import FileError
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.composite import Proxy, WeightSource
from diagnosis.statistics.errors import listed

WEIGHTS = Key(
    "weights",
    Shape.CHOICE,
    N_("What weights are taken from: effects (ame), coefficients (beta), experts (expert), or none (equal)."),
    choices=tuple(WeightSource),
    default="what every proxy states: ame, else beta, else weight (expert), else equal",
)

CODES_OF_MISSING = (-9, -99, -999, -9999, 99, 999, 9999, 99999)
"""What censuses write where nothing is known."""

SIGNS = {"1": 1, "+1": 1, "+": 1, "-1": -1, "-": -1, "−": -1, "−1": -1}

_ONE: Keys = (
    Key(
        "sign",
        Shape.CHOICE,
        N_("1 where more goes with higher risk, -1 where more goes with lower risk."),
        choices=tuple(SIGNS),
        default="1 where no effect is negative",
    ),
    Key("factor", Shape.TEXT, N_("The factor it stands for.")),
    Key("ame", Shape.NUMBER, N_("Average marginal effect of the factor.")),
    Key("beta", Shape.NUMBER, N_("Coefficient of the factor.")),
    Key("weight", Shape.NUMBER, N_("Weight by experts."), least=0),
)

PROXIES = Key(
    "proxies",
    Shape.ANY,
    N_("Columns of the proxies, each with sign, and ame, beta or weight; a bare list counts all alike."),
    required=True,
    parts=_ONE,
    entry="COLUMN",
)


def proxies_of(records: Records, spec: Specification) -> tuple[Proxy, ...]:
    """Return the proxies in the order of the specification, under the headers of the file."""
    tree = spec.tree_of("proxies")
    if isinstance(tree, str | list):
        names = [tree] if isinstance(tree, str) else tree
        if not names or not all(isinstance(name, str) and name for name in names):
            raise spec.invalid("proxies", says("Write a list of columns, or columns with sign and weight."))
        return tuple(Proxy(records.spelled(str(name))) for name in names)
    if not tree:
        raise spec.invalid("proxies", says("Write a list of columns, or columns with sign and weight."))
    columns = tuple(Key(name, Shape.TREE, "") for name in tree)
    inside = spec.part("proxies", columns)
    found = []
    for name in tree:
        one = None if inside is None else inside.part(name, _ONE)
        if one is not None:
            found.append(_proxy(records.spelled(name), one))
    return tuple(found)


def source_of(spec: Specification, proxies: tuple[Proxy, ...]) -> WeightSource:
    """Return what is stated, else the first kind of weight that every proxy has.

    Raises
    ------
    InvalidValueError
        If some proxies have a weight and others do not.
    """
    if "weights" in spec:
        return WeightSource(spec.text("weights"))
    kinds = {
        WeightSource.AME: [proxy.ame for proxy in proxies],
        WeightSource.BETA: [proxy.beta for proxy in proxies],
        WeightSource.EXPERT: [proxy.weight for proxy in proxies],
    }
    for source, numbers in kinds.items():
        if all(number is not None for number in numbers):
            return source
    if any(number is not None for numbers in kinds.values() for number in numbers):
        raise spec.invalid(
            "proxies", says("Give every proxy the same kind of weight, or write «weights: equal».")
        )
    return WeightSource.EQUAL


class MissingCodeError(FileError):
    """A proxy holds a code of missing values, which would become an end of its scale."""

    def __init__(self, row: int, column: str, value: float) -> None:
        super().__init__(
            says(
                "%(value)s looks like a code of missing values. Name it under «missing».", value=f"{value:g}"
            ),
            row,
            column,
        )


def beyond_per_cent(
    records: Records, columns: Mapping[str, Mapping[str, float | None]]
) -> tuple[Message, ...]:
    """Return which columns are per cent but for a few values; in another unit most lie outside.

    Raises
    ------
    MissingCodeError
        If nothing but codes such as -99 or 999 lies on that side of the scale.
    """
    said = []
    for name, column in columns.items():
        _refuse_codes(records, name, list(column.values()))
        known = {code: value for code, value in column.items() if value is not None}
        outside = [code for code, value in known.items() if not 0 <= value <= 100]
        if outside and 2 * len(outside) < len(known):
            said.append(
                counts(
                    "%(proxy)s lies outside 0 to 100 in %(count)s area: %(areas)s. "
                    "Correct it, or name its code under «missing».",
                    "%(proxy)s lies outside 0 to 100 in %(count)s areas, %(areas)s among them. "
                    "Correct them, or name their codes under «missing».",
                    len(outside),
                    proxy=name,
                    areas=listed(outside),
                )
            )
    return tuple(said)


def _refuse_codes(records: Records, name: str, values: Sequence[float | None]) -> None:
    others = [value for value in values if value is not None and value not in CODES_OF_MISSING]
    if not others:
        return
    low, high = min(others), max(others)
    # Shares go up to one, so that 99 among them is no per cent.
    top = 1 if any(0 < value < 1 for value in others) and high <= 1 else 100
    for place, value in enumerate(values):
        if value is not None and value in CODES_OF_MISSING and (value < 0 <= low or value > top >= high):
            raise MissingCodeError(records.row(place), name, value)


def _proxy(name: str, one: Specification) -> Proxy:
    def number(key: str) -> float | None:
        return one.number(key, 0) if key in one else None

    if "sign" not in one and any((number(key) or 0) < 0 for key in ("ame", "beta")):
        raise one.invalid(
            "sign",
            says("The effect is negative. Write 1 or -1: whether more of the proxy goes with higher risk."),
        )
    return Proxy(
        name=name,
        sign=SIGNS[one.text("sign", "1")],
        factor=one.text("factor"),
        ame=number("ame"),
        beta=number("beta"),
        weight=number("weight"),
    )
