"""What the places of an offer cannot say at once. No database; sums by zone are checked where zones are."""

from clrisk_site.figures.message import Message, says


def places_fault(
    *, without_quota: bool, per_year: int | None, used: int | None, free: int | None
) -> tuple[str, Message] | None:
    """Return which field contradicts the places per year, and why; None where nothing does.

    Parameters
    ----------
    without_quota : bool
        Whether the programme serves everyone who meets its requirements.
    per_year, used, free : int or None
        Places; None is not known and contradicts nothing.

    Returns
    -------
    tuple of str and Message, or None
        Name of the field of the offer, and the sentence.
    """
    if per_year is None:
        return None
    if without_quota:
        return "without_quota", says(
            "It has no quota, so it has no places per year. Empty the places, or say that it has a quota."
        )
    if used is not None and used > per_year:
        return "places_used", says(
            "More places are used (%(used)s) than there are in a year (%(offered)s). Correct one of them.",
            used=used,
            offered=per_year,
        )
    if free is not None and (used or 0) + free > per_year:
        return "places_available", says(
            "Used and free places are %(sum)s together, the offer has %(offered)s per year. "
            "Correct one of them.",
            sum=(used or 0) + free,
            offered=per_year,
        )
    return None
