"""Correspondence analysis beside R ca and prince, on the files that all three read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from diagnosis.statistics.correspondence.multiple import (
    MultipleCorrespondence,
    Variant,
    multiple_correspondence,
)
from diagnosis.statistics.correspondence.simple import correspondence
from diagnosis.statistics.correspondence.tables import CountTable, count_table
from tests.crosscheck.data import STATISTICS, columns_of
from tests.crosscheck.difference import AIM, Difference, compared
from tests.crosscheck.r import run_r

METHOD = "correspondence"
RANDOM = (
    "prince finds axes by a randomised solver with ten iterations, which leaves the third digit of small "
    "coordinates open; its exact solver (engine scipy) agrees to the digits of the lines above."
)
TABLES = {"smoking": "ca_smoke.csv", "authors": "ca_author.csv"}
ATTITUDES = ("A", "B", "C", "D")
VARIANTS = {
    Variant.ADJUSTED: ("adjusted", "greenacre"),
    Variant.INDICATOR: ("indicator", None),
    Variant.BURT: ("Burt", None),
}


def compare() -> Iterator[Difference]:
    """Ask prince first; R last, since it may not be here."""
    yield from _prince_tables()
    yield from _prince_variables()
    yield from _r_tables()
    for variant in Variant:
        yield from _r_variables(variant)
    yield from _r_set_aside()
    yield from _r_supplementary()


def _table(path: Path) -> CountTable:
    columns = columns_of(path)
    labels, *numbers = columns.values()
    return count_table(labels, list(columns)[1:], np.array(numbers, dtype=np.float64).T)


def _attitudes() -> dict[str, list[str]]:
    columns = columns_of(STATISTICS / "ca_wg93.csv")
    return {name: columns[name] for name in ATTITUDES}


def _tea() -> dict[str, list[str]]:
    columns = columns_of(STATISTICS / "FactoMineR_tea.csv")
    return {name: columns[name] for name in list(columns)[:18]}


def _prince_tables() -> Iterator[Difference]:
    import pandas as pd
    import prince

    for name, file in TABLES.items():
        table = _table(STATISTICS / file)
        found = correspondence(table)
        frame = pd.DataFrame(table.counts, index=list(table.rows), columns=list(table.columns))
        model = prince.CA(n_components=len(found.inertia), engine="scipy").fit(frame)
        yield from compared(
            METHOD,
            "prince CA (scipy)",
            {
                f"inertia, {name}": (found.inertia, model.eigenvalues_),
                f"|coordinates|, {name}": (
                    np.abs(np.vstack([found.rows.coordinates, found.columns.coordinates])),
                    np.abs(np.vstack([model.row_coordinates(frame), model.column_coordinates(frame)])),
                ),
                f"contributions, {name}": (
                    np.vstack([found.rows.contributions, found.columns.contributions]),
                    np.vstack([model.row_contributions_, model.column_contributions_]),
                ),
                f"cos2 of rows, {name}": (found.rows.cos2, model.row_cosine_similarities(frame)),
            },
        )


def _prince_variables() -> Iterator[Difference]:
    import pandas as pd
    import prince

    for name, given in (("attitudes", _attitudes()), ("tea", _tea())):
        frame = pd.DataFrame(given)
        indicator = multiple_correspondence(given, variant=Variant.INDICATOR, axes=2)
        adjusted = multiple_correspondence(given, axes=2)
        for engine, sentence, bounds in (("scipy", "", (AIM, AIM)), ("sklearn", RANDOM, (1e-6, 1e-2))):
            plain = prince.MCA(n_components=2, engine=engine, random_state=1).fit(frame)
            told = prince.MCA(n_components=2, engine=engine, random_state=1, correction="greenacre").fit(
                frame
            )
            yield from compared(
                METHOD,
                f"prince MCA ({engine})",
                {
                    f"indicator inertia, {name}": (indicator.inertia[:2], plain.eigenvalues_),
                    f"adjusted share, {name}": (
                        adjusted.share[:2],
                        np.asarray(told.percentage_of_variance_) / 100,
                    ),
                },
                sentence,
                at_most=bounds[0],
            )
            both = _of_prince(indicator, plain.column_coordinates(frame))
            yield from compared(
                METHOD,
                f"prince MCA ({engine})",
                {f"|coordinates|, {name}": both},
                sentence,
                at_most=bounds[1],
            )


def _of_prince(found: MultipleCorrespondence, theirs: Any) -> tuple[Any, Any]:
    places = [list(theirs.index).index("__".join(name)) for name in found.names]
    return np.abs(found.columns.coordinates), np.abs(theirs.to_numpy()[places])


def _r_tables() -> Iterator[Difference]:
    for name, file in TABLES.items():
        table = _table(STATISTICS / file)
        plain = correspondence(table)
        shown = correspondence(
            table, supplementary_rows=[table.rows[1]], supplementary_columns=[table.columns[2]]
        )
        told = run_r(
            """
            table <- as.matrix(read.csv(file, row.names = 1, check.names = FALSE))
            found <- ca(table)
            tell("inertia", found$sv^2)
            tell("rows", abs(found$rowcoord))
            tell("columns", abs(found$colcoord))
            tell("distance", found$rowdist^2)
            shown <- ca(table, suprow = 2, supcol = 3)
            tell("shown_inertia", shown$sv^2)
            tell("shown_rows", abs(shown$rowcoord))
            tell("shown_columns", abs(shown$colcoord))
            tell("shown_distance", c(shown$rowdist, shown$coldist)^2)
            """,
            file=STATISTICS / file,
        )
        yield from compared(
            METHOD,
            "R ca",
            {
                f"inertia, {name}": (plain.inertia, told["inertia"]),
                f"|standard coordinates|, {name}": (
                    [*_flat(plain.rows.standard), *_flat(plain.columns.standard)],
                    told["rows"] + told["columns"],
                ),
                f"squared distances, {name}": (plain.rows.distance, told["distance"]),
                f"inertia, {name}, a row and column aside": (shown.inertia, told["shown_inertia"]),
                f"|standard|, {name}, a row and column aside": (
                    [*_flat(shown.rows.standard), *_flat(shown.columns.standard)],
                    told["shown_rows"] + told["shown_columns"],
                ),
                f"squared distances, {name}, a row and column aside": (
                    [*shown.rows.distance, *shown.columns.distance],
                    told["shown_distance"],
                ),
            },
        )


def _r_variables(variant: Variant) -> Iterator[Difference]:
    found = multiple_correspondence(_attitudes(), variant=variant)
    axes = min(5, len(found.inertia))
    told = run_r(
        f"""
        table <- read.csv(file)[, c("A", "B", "C", "D")]
        found <- mjca(table, lambda = "{VARIANTS[variant][0]}", nd = {axes})
        tell("inertia", found$sv[1:{axes}]^2)
        tell("share", found$inertia.e[1:{axes}])
        tell("columns", abs(found$colcoord[, 1:{axes}]))
        tell("coordinates", abs(found$colpcoord[, 1:{axes}]))
        tell("contributions", found$colctr[, 1:{axes}])
        tell("cos2", found$colcor[, 1:{axes}])
        """,
        file=STATISTICS / "ca_wg93.csv",
    )
    points = found.columns.on_first(axes)
    yield from compared(
        METHOD,
        f"R mjca ({VARIANTS[variant][0]})",
        {
            "inertia, attitudes": (found.inertia[:axes], told["inertia"]),
            "share, attitudes": (found.share[:axes], told["share"]),
            "|standard coordinates|, attitudes": (_flat(points.standard), told["columns"]),
            "|coordinates|, attitudes": (_flat(points.coordinates), told["coordinates"]),
            "contributions, attitudes": (points.contributions.T.ravel(), told["contributions"]),
            "cos2, attitudes": (points.cos2.T.ravel(), told["cos2"]),
        },
    )


def _r_set_aside() -> Iterator[Difference]:
    """Compare what is left when the middle answers are set aside (subset analysis)."""
    aside = {name: ["3"] for name in ATTITUDES}
    for variant in Variant:
        found = multiple_correspondence(_attitudes(), aside=aside, variant=variant)
        told = run_r(
            f"""
            table <- read.csv(file)[, c("A", "B", "C", "D")]
            kept <- (1:20)[-c(3, 8, 13, 18)]
            found <- mjca(table, lambda = "{VARIANTS[variant][0]}", nd = 4, subsetcat = kept)
            tell("columns", abs(found$colcoord[, 1:4]))
            tell("coordinates", abs(found$colpcoord[, 1:4]))
            tell("share", found$inertia.e[1:4])
            """,
            file=STATISTICS / "ca_wg93.csv",
        )
        active = ~found.columns.supplementary
        yield from compared(
            METHOD,
            f"R mjca ({VARIANTS[variant][0]}, subset)",
            {
                "|standard coordinates|, middle answers aside": (
                    _flat(found.columns.standard[active, :4]),
                    told["columns"],
                ),
                "|coordinates|, middle answers aside": (
                    _flat(found.columns.coordinates[active, :4]),
                    told["coordinates"],
                ),
            },
        )
        if variant is Variant.ADJUSTED:
            # For the other two R tells the inertia of all answers also where some are set aside.
            yield from compared(
                METHOD,
                "R mjca (adjusted, subset)",
                {"share, middle answers aside": (found.share[:4], told["share"])},
            )


def _r_supplementary() -> Iterator[Difference]:
    columns = columns_of(STATISTICS / "ca_wg93.csv")
    shown = {name: columns[name] for name in ("sex", "edu")}
    for variant in (Variant.ADJUSTED, Variant.BURT):
        found = multiple_correspondence(_attitudes(), supplementary=shown, variant=variant)
        told = run_r(
            f"""
            table <- read.csv(file)[, c("A", "B", "C", "D", "sex", "edu")]
            found <- mjca(table, lambda = "{VARIANTS[variant][0]}", nd = 4, supcol = 5:6)
            tell("coordinates", abs(found$colpcoord[21:28, 1:4]))
            """,
            file=STATISTICS / "ca_wg93.csv",
        )
        own = _flat(found.columns.coordinates[found.columns.supplementary, :4])
        yield from compared(
            METHOD,
            f"R mjca ({VARIANTS[variant][0]})",
            {"|coordinates| of supplementary questions": (own, told["coordinates"])},
        )


def _flat(points: Any) -> Any:
    """Return absolute coordinates column by column, as R writes matrices."""
    return np.abs(np.asarray(points)).T.ravel()
