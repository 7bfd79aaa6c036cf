"""Invents the numbers of the demonstration's areas, high where the zones lie. No database here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planning.demo.city import DemoArea

type Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AreaNumbers:
    """Percentages per factor, empty where the area has no data, and children of 5 to 17."""

    factors: Mapping[str, float]
    children: int


def invent_numbers(areas: Sequence[DemoArea], plan: Mapping[str, Any]) -> tuple[AreaNumbers, ...]:
    """Return the numbers of each area, in the order of the areas; the same plan gives the same numbers."""
    chance = np.random.default_rng(plan["seed"] + 1)
    middles = np.array([area.middle for area in areas])
    level = _level(areas, middles, plan)
    columns = {code: _percent(level, middles, shape, chance) for code, shape in plan["factors"].items()}
    children = _children(areas, middles, plan, chance)
    silent = set(plan["without_numbers"])
    return tuple(
        AreaNumbers(
            {} if area.number in silent else {code: float(column[i]) for code, column in columns.items()},
            int(children[i]),
        )
        for i, area in enumerate(areas)
    )


def _level(areas: Sequence[DemoArea], middles: Numbers, plan: Mapping[str, Any]) -> Numbers:
    """Return how high each area lies from 0 to 1: rising from the core outwards, with peaks."""
    level = 0.05 + 0.38 * np.clip(_away(middles, plan["core"]) / 9, 0, 1)
    for peak in plan["elsewhere"]:
        level = np.maximum(level, 0.86 * np.exp(-((_away(middles, peak) / 1.1) ** 2)))
    for i, area in enumerate(areas):
        if area.zone:
            level[i] = 0.80 + 0.14 * ((area.number * 7) % 5) / 4
    return level


def _away(middles: Numbers, point: Sequence[float]) -> Numbers:
    return np.asarray(np.linalg.norm(middles - np.asarray(point, dtype=float), axis=1))


def _percent(
    level: Numbers, middles: Numbers, shape: Mapping[str, float], chance: np.random.Generator
) -> Numbers:
    """Follow the level, but stray from it slowly over the city and by chance, as each factor does."""
    slow = np.sin(middles @ chance.uniform(-0.7, 0.7, 2) + chance.uniform(0, 6))
    own = level + shape["strays"] * (0.5 * slow + chance.uniform(-0.8, 0.8, len(level)))
    return np.round(shape["least"] + shape["adds"] * np.clip(own, 0, 1), 1)


def _children(
    areas: Sequence[DemoArea], middles: Numbers, plan: Mapping[str, Any], chance: np.random.Generator
) -> Numbers:
    dense = plan["children"]
    share = np.clip(_away(middles, plan["core"]) / 8, 0, 1)
    per_km2 = dense["core"] + (dense["far"] - dense["core"]) * share
    for i, area in enumerate(areas):
        per_km2[i] = dense.get(area.zone, per_km2[i])
    sizes = np.array([area.outline.area for area in areas])
    children = np.round(per_km2 * sizes * chance.uniform(0.85, 1.15, len(areas)))
    for i, area in enumerate(areas):
        if area.number in plan["with_few_children"]:
            children[i] = dense["few"]
    return np.asarray(children)
