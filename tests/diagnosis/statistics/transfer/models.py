"""Models and cells that several tests of the transfer share."""

from dataclasses import replace
from typing import Any

import numpy as np

from diagnosis.statistics.coefficients import Coefficients, ModelCard
from diagnosis.statistics.transfer.cells import ProfileCells, profile_cells
from diagnosis.statistics.transfer.profiles import Profiles, model_profiles
from tests.diagnosis.statistics.reference import read_json, read_rows

CARD = ModelCard(
    survey="Survey",
    year=2019,
    definition="economic_activity",
    age_from=5,
    age_to=17,
    categories={"sex": ("girl", "boy"), "zone": ("urban", "rural", "remote")},
    shares={"sex=boy": 0.5, "zone=rural": 0.3, "zone=remote": 0.1},
    numbers=("age",),
)


def reference_model() -> Coefficients:
    logit = read_json("expected.json")["logit"]
    return Coefficients(
        tuple(logit["names"]), np.array(logit["coef"]), np.array(logit["vcov"]), df=logit["df_resid"]
    )


def reference_cells() -> ProfileCells:
    rows = read_rows("local_cells_fixture.csv")
    names = [name for name in rows[0] if name not in ("area", "count")]
    columns = {name: [row[name] for row in rows] for name in names}
    return profile_cells([row["area"] for row in rows], columns, [float(row["count"]) for row in rows])


def reference() -> tuple[Profiles, Coefficients]:
    model = reference_model()
    return model_profiles(reference_cells(), model), model


def categorical_model(**changes: Any) -> Coefficients:
    """Return a model with categories, a number, something that is yes or no, and a product."""
    names = ("const", "sex=boy", "zone=rural", "zone=remote", "age", "works", "sex=boy*zone=rural")
    values = np.array([-3.0, 0.5, 0.4, 0.8, 0.1, 0.7, -0.2])
    root = np.random.default_rng(4).normal(size=(7, 7)) * 0.1
    return replace(Coefficients(names, values, root @ root.T, df=20, card=CARD), **changes)


def table(**changes: list[Any]) -> ProfileCells:
    """Return a few cells for that model, with some columns changed."""
    columns: dict[str, list[Any]] = {
        "sex": ["girl", "boy", "girl", "boy"],
        "zone": ["urban", "rural", "remote", "rural"],
        "age": ["9", "12", "16", "12"],
        "works": ["0", "1", "0", "0"],
    }
    areas = changes.pop("areas", ["01", "01", "02", "02"])
    counts = changes.pop("counts", [10, 20, 30, 40])
    return profile_cells(areas, columns | changes, counts)
