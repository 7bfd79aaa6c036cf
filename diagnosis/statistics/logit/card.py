"""What a model card says of its sample: categories, shares and numbers, to compare with other data."""

from __future__ import annotations

from dataclasses import replace

from diagnosis.statistics.coefficients import ModelCard, Spread
from diagnosis.statistics.logit.coding import Category
from diagnosis.statistics.logit.fit import LogitFit


def card_of(fit: LogitFit) -> ModelCard:
    """Return the card of a fit with the categories and shares of its sample.

    Parameters
    ----------
    fit : LogitFit
        The model; what its card already says of survey, year and ages is kept.

    Returns
    -------
    ModelCard
        `categories` holds the variables of categories, the one of reference first. `shares` holds, by the
        name of the term, the weighted share of the records used that have each category, and each 1 of a
        variable of 0 and 1. `numbers` names the others, and `spreads` says from where to where they go.
    """
    sample = fit.sample
    weights = sample.weights[sample.used]
    total = float(weights.sum())
    categories: dict[str, tuple[str, ...]] = {}
    shares: dict[str, float] = {}
    spreads: dict[str, Spread] = {}
    for variable in sample.predictors.coding.variables:
        column = sample.predictors.columns[variable.name][sample.used]
        if isinstance(variable, Category):
            categories[variable.name] = variable.categories
            for place, label in enumerate(variable.categories):
                shares[f"{variable.name}={label}"] = float(weights[column == place].sum()) / total
        elif variable.binary:
            shares[variable.name] = float(weights[column == 1].sum()) / total
        else:
            mean = float(weights @ column) / total
            spreads[variable.name] = Spread(float(column.min()), float(column.max()), mean)
    return replace(
        fit.coefficients.card,
        categories=categories,
        shares=shares,
        numbers=tuple(spreads),
        spreads=spreads,
    )
