"""The age bands in which persons are counted. Data only: pages and the child process take them from here."""

BANDS: tuple[tuple[int, int], ...] = ((0, 4), (5, 11), (12, 14), (15, 17), (18, 120))
"""First and last age of each band, in completed years; together they hold every age up to the last."""

OLDEST = BANDS[-1][1]


def band_of(age: int) -> int:
    """Return the place of an age in `BANDS`; -1 for what is no age of a person.

    Examples
    --------
    >>> band_of(4), band_of(5), band_of(17), band_of(18), band_of(121), band_of(-1)
    (0, 1, 3, 4, -1, -1)
    """
    return next((i for i, (first, last) in enumerate(BANDS) if first <= age <= last), -1)
