"""From log odds to probabilities, for all methods that predict."""

from __future__ import annotations

import numpy as np

from diagnosis.statistics.design import Floats


def expit(logits: Floats) -> Floats:
    """Return the probabilities of log odds.

    Parameters
    ----------
    logits : ndarray
        Of any shape; may be infinite, NaN stays NaN.

    Returns
    -------
    ndarray of the same shape
        From 0 to 1; small ones keep all their digits.

    Examples
    --------
    >>> expit(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-logits)))
