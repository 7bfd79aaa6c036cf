"""Whether a programme runs, as the rules ask it."""

from clrisk_site.figures.kleene import Known
from mapping.models.choices import OfferStatus

_RUNS = {
    OfferStatus.OPERATING: Known.YES,
    # An action needs places that will still be there, so what closes or is only announced does not run.
    OfferStatus.CLOSING: Known.NO,
    OfferStatus.ANNOUNCED: Known.NO,
    OfferStatus.UNKNOWN: Known.UNKNOWN,
}


def runs(status: str) -> Known:
    """Return whether a programme of this status can carry an action now."""
    return _RUNS[OfferStatus(status)]
