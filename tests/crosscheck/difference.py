"""How far a result lies from that of another program."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

AIM = 1e-8


@dataclass(frozen=True)
class Difference:
    """One quantity of one method beside one peer.

    Parameters
    ----------
    method : str
        Such as ``logit``.
    peer : str
        Program and function.
    quantity : str
        What is compared, and on which data.
    largest_relative : float
        Largest relative difference of its numbers.
    sentence : str
        Why it is above the aim: a definition that differs, or digits that the peer does not give.
    at_most : float
        Largest relative difference that the sentence explains.

    Raises
    ------
    ValueError
        If there is a bound above the aim without a sentence, or a sentence without such a bound.
    """

    method: str
    peer: str
    quantity: str
    largest_relative: float
    sentence: str = ""
    at_most: float = AIM

    def __post_init__(self) -> None:
        if bool(self.sentence) != (self.at_most > AIM):
            raise ValueError("a sentence and a bound above the aim come together")

    @property
    def explained(self) -> bool:
        """Whether it is within the aim, or within what the sentence explains."""
        return self.largest_relative <= self.at_most


def largest_relative(own: ArrayLike, other: ArrayLike) -> float:
    """Return the largest difference, relative to the larger number of each pair; what both call 0 is equal.

    Raises
    ------
    ValueError
        If the shapes differ or a number is missing on one side only: such results cannot be compared.
    """
    one, two = np.asarray(own, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if one.shape != two.shape:
        raise ValueError(f"shapes differ: {one.shape} and {two.shape}")
    if (np.isnan(one) != np.isnan(two)).any():
        raise ValueError("a number is missing on one side only")
    scale = np.maximum(np.abs(one), np.abs(two))
    counted = scale > 1e-14 * max(float(np.nanmax(scale, initial=0.0)), 1e-300)
    return float(np.max(np.abs(one - two)[counted] / scale[counted], initial=0.0))


def compared(
    method: str,
    peer: str,
    values: Mapping[str, tuple[ArrayLike, ArrayLike]],
    sentence: str = "",
    *,
    at_most: float = AIM,
) -> list[Difference]:
    """Return one difference for each quantity: its name, our numbers and the peer's."""
    return [
        Difference(method, peer, quantity, largest_relative(own, other), sentence, at_most)
        for quantity, (own, other) in values.items()
    ]
