"""The axis of a chart: round ticks that hold every value, and zero among them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import released

MINUS = "\N{MINUS SIGN}"
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of numbers with round ticks; ends are the smallest and largest number shown."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        first, last = math.ceil(self.low / self.step - 1e-9), math.floor(self.high / self.step + 1e-9)
        return tuple(i * self.step for i in range(first, last + 1))

    def share(self, value: float) -> float:
        """Return where a value lies: 0 at the low end, 1 at the high end."""
        return (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)


def axis_for(estimates: Iterable[Estimate]) -> Axis:
    """Return the axis that holds zero and every value and interval of the estimates."""
    numbers = [
        number
        for estimate in estimates
        for number in (estimate.lower, released(estimate).value, estimate.upper)
        if number is not None
    ]
    return axis_over(min([0.0, *numbers]), max([0.0, *numbers]))


def axis_over(low: float, high: float) -> Axis:
    """Return an axis from just below `low` to just above `high`, with at most six or so round ticks."""
    if high - low <= 0:
        high = low + 1
    step = _round_up((high - low) / _MOST_TICKS)
    air = (high - low) * 0.04
    return Axis(low - air if low < 0 else low, high + air, step)


def signed(value: float) -> str:
    """Return a number with its sign, a true minus, and no decimals it does not need."""
    written = f"{abs(value):g}"
    if written == "0":
        return written
    return f"{MINUS if value < 0 else '+'}{written}"


def _round_up(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return float(next(nice * power for nice in (1, 2, 5, 10) if nice * power >= step * (1 - 1e-9)))
