"""A transfer from stored data: what it reads, and what it computes of that. Crosswalks: crosswalk_rules.

What is read is plain data, so that its hash tells whether a rerun has the same (R23).
"""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import numpy as np

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from diagnosis.crosswalk_rules import numbers_of, origins_of
from diagnosis.models import RiskModel, Survey, SurveyShare
from diagnosis.queries.cell_sets import cells_of
from diagnosis.queries.stored_models import coefficients_from, plain_model
from diagnosis.recomputing import NotRecomputableError, Recomputation
from diagnosis.statistics.classes import (
    Classification,
    Membership,
    Method,
    class_probabilities,
    classify_areas,
)
from diagnosis.statistics.transfer.benchmarking import Target
from diagnosis.statistics.transfer.caveats import caveats_of
from diagnosis.statistics.transfer.cells import ProfileCells, profile_cells
from diagnosis.statistics.transfer.harmonising import LocalCard, harmonise
from diagnosis.statistics.transfer.profiles import model_profiles
from diagnosis.statistics.transfer.risks import transfer_risks
from diagnosis.statistics.transfer.simulating import DRAWS, Simulation, simulate
from diagnosis.statistics.transfer.transferred import Risk, Transfer
from diagnosis.statistics.transfer.variables import FromShares

CLASSES = 3
SMALLEST = 50
"""Children below which an area has no number in a table that anybody may pass on (specification D9)."""


def transfer_inputs(territory: Territory, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Read everything that a transfer is computed from.

    Parameters
    ----------
    territory : Territory
        Whose areas are read.
    parameters : mapping
        With the key of the ``model``, the ``source``, ``year`` and ``level`` of the cells, and the key of the
        survey ``share`` to which the risks add up, if any.

    Raises
    ------
    NotRecomputableError
        If the model, the cells or the share are not stored any more.
    """
    model = RiskModel.objects.filter(pk=parameters["model"]).first()
    cells = cells_of(territory, parameters["source"], parameters["year"])
    rows = list(
        cells.filter(territory__level__depth=parameters["level"])
        .order_by("territory__path", "profile_key")
        .values_list("territory__path", "profile", "persons", "age_from", "age_to")
    )
    if model is None or not rows:
        raise NotRecomputableError(
            says("The model or the profile cells are not stored any more. Import them again.")
        )
    names = sorted(rows[0][1])
    return {
        "model": plain_model(model),
        "ages": [rows[0][3], rows[0][4]],
        "variables": names,
        "areas": [
            [path, [[[str(row[1].get(name, "")) for name in names], row[2]] for row in own]]
            for path, own in groupby(rows, key=lambda row: row[0])
        ],
        "share": _share(parameters.get("share")),
    }


def _share(pk: int | None) -> dict[str, Any] | None:
    if pk is None:
        return None
    share = SurveyShare.objects.filter(pk=pk).select_related("survey").first()
    if share is None or share.share is None:
        raise NotRecomputableError(
            says("The survey to which the risks add up is not stored any more. Compute without it.")
        )
    return {
        "share": share.share,
        "se": share.se,
        "source": f"{share.survey.title}: {share.survey.source}",
        "year": share.survey.year,
    }


def compute_transfer(
    plain: Mapping[str, Any], parameters: Mapping[str, Any], seed: int | None
) -> dict[str, Any]:
    """Apply the coefficients of a model to local cells.

    Parameters
    ----------
    plain : mapping
        What `transfer_inputs` returned.
    parameters : mapping
        With the ``crosswalk``, the ``confidence`` and the number of ``draws``.
    seed : int or None
        Of the draws of the coefficients.

    Returns
    -------
    dict
        Areas with risk, interval, expected number and class; their total; what the reader must know.

    Raises
    ------
    AnalysisError
        If the coefficients may not be applied to these cells; the message says why.
    """
    mapping = parameters["crosswalk"]
    crosswalk = origins_of(mapping)
    coefficients = coefficients_from(plain["model"], numbers_of(mapping))
    card = coefficients.card
    profiles = model_profiles(_cells(plain), coefficients, crosswalk)
    target = None if plain["share"] is None else Target(**plain["share"])
    years = [one.year for one in crosswalk.values() if isinstance(one, FromShares)]
    local = LocalCard(parameters["source"], parameters["year"], card.definition, *plain["ages"])
    said = harmonise(
        card,
        local,
        profiles.shares,
        means=profiles.means,
        years=[*years, *([target.year] if target else [])],
    )
    found = transfer_risks(
        profiles, coefficients, target=target, confidence=parameters.get("confidence", 0.95)
    )
    simulation = None
    if found.covariance is not None and seed is not None:
        draws = parameters.get("draws", DRAWS)
        simulation = simulate(profiles, coefficients, draws=draws, seed=seed, target=target)
    classes = classify_areas({one.code: one.risk for one in found.areas}, Method.JENKS, CLASSES)
    members = _members(classes, simulation)
    borderline = [_code(path) for path, one in members.items() if one.borderline]
    messages = (*said, *found.warnings, *classes.warnings, *caveats_of(found, card, borderline))
    return {
        "areas": _areas(found, classes, members),
        "total": _risk(found.total()),
        "classes": {
            "method": classes.method.value,
            "names": list(classes.names),
            "breaks": [float(one) for one in classes.breaks],
        },
        "benchmark": None if found.benchmark is None else found.benchmark.to_json(),
        "confidence": found.confidence,
        "draws": len(simulation.draws) if simulation else None,
        "left_out": float(profiles.left_out),
        "warnings": [message.to_json() for message in dict.fromkeys(messages)],
        "shown": _shown(found),
    }


def _shown(found: Transfer) -> dict[str, Any]:
    """Return the table that a page of results prints as it stands; areas with few children have no number."""
    labels = (says("Area"), says("Estimated risk, %%"), says("Lower end, %%"), says("Upper end, %%"))
    rows: list[list[Any]] = []
    for one in found.areas:
        ends = one.interval or (None, None)
        open_ = one.children >= SMALLEST and one.risk is not None
        numbers = [None if part is None or not open_ else 100 * part for part in (one.risk, *ends)]
        rows.append([_code(one.code), *numbers])
    columns = [{"label": label.to_json(), "number": place > 0} for place, label in enumerate(labels)]
    return {"columns": columns, "rows": rows}


def _code(path: str) -> str:
    return path.rpartition(".")[2]


def _cells(plain: Mapping[str, Any]) -> ProfileCells:
    rows = [(path, codes, persons) for path, own in plain["areas"] for codes, persons in own]
    columns = {
        name: np.asarray([codes[place] for _path, codes, _persons in rows], dtype=object)
        for place, name in enumerate(plain["variables"])
    }
    areas = np.asarray([path for path, _codes, _persons in rows], dtype=object)
    return profile_cells(areas, columns, [persons for _path, _codes, persons in rows])


def _members(classes: Classification, simulation: Simulation | None) -> dict[str, Membership]:
    if simulation is None or not classes.breaks:
        return {}
    return {
        one.code: one
        for codes, draws in simulation.by_areas()
        for one in class_probabilities(draws, classes.breaks, codes, names=classes.names)
    }


def _areas(
    found: Transfer, classes: Classification, members: Mapping[str, Membership]
) -> list[dict[str, Any]]:
    of_area = {one.code: one for one in classes.areas}
    told = []
    for one in found.areas:
        classed, member = of_area[one.code], members.get(one.code)
        sure = None
        if member is not None and member.probabilities and classed.number is not None:
            sure = float(member.probabilities[classed.number])
        told.append(
            {
                "path": one.code,
                **_risk(one),
                "class": classed.name,
                "class_probability": sure,
                "borderline": None if member is None else bool(member.borderline),
            }
        )
    return told


def _risk(one: Risk) -> dict[str, Any]:
    low, high = one.interval or (None, None)
    least, most = one.expected_interval or (None, None)
    return {
        "children": one.children,
        "risk": one.risk,
        "se": one.se,
        "lower": low,
        "upper": high,
        "expected": one.expected,
        "expected_lower": least,
        "expected_upper": most,
    }


TRANSFER = Recomputation(transfer_inputs, compute_transfer)


def is_illustrative(territory: Territory, parameters: Mapping[str, Any]) -> bool:
    """Whether a number that enters was invented for the demonstration."""
    cells = cells_of(territory, parameters["source"], parameters["year"])
    share = int(parameters.get("share") or 0)
    return (
        RiskModel.objects.filter(pk=parameters["model"], illustrative=True).exists()
        or cells.filter(illustrative=True).exists()
        or Survey.objects.filter(shares__pk=share, illustrative=True).exists()
    )
