"""Places held against the children concerned: how many per hundred, with the interval of the need. Pure."""

from __future__ import annotations

from dataclasses import replace

from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing


def coverage_of(need: Estimate, places: Estimate, *, serves_all: bool = False) -> Estimate:
    """Return places per hundred children concerned.

    Parameters
    ----------
    need : Estimate
        Children concerned, as the reader may see them.
    places : Estimate
        Places per year known to serve them.
    serves_all : bool
        Whether an offer without quota serves too: no number of places then tells the part that is served.

    Returns
    -------
    Estimate
        In percent; more than 100 where places outnumber children. Its interval is that of the need turned
        over: the more children, the smaller the part. Hidden where the need is, since it would give the need
        away; missing where either is not known, and where no child is concerned.
    """
    story = _story_of(need, places)
    if need.availability is Availability.SUPPRESSED:
        return missing(Unit.PERCENT, story, Availability.SUPPRESSED)
    if serves_all or need.value is None or places.value is None or need.value <= 0:
        return missing(Unit.PERCENT, story, Availability.NO_DATA)
    lower, upper = _turned_over(places.value, need)
    return Estimate(_percent(places.value, need.value), Unit.PERCENT, story, lower=lower, upper=upper)


def _turned_over(places: float, need: Estimate) -> tuple[float | None, float | None]:
    if need.lower is None or need.upper is None or need.lower <= 0:
        return None, None  # no children at the lower end: the part has no upper end
    return _percent(places, need.upper), _percent(places, need.lower)


def _percent(places: float, children: float) -> float:
    return 100 * places / children


def _story_of(need: Estimate, places: Estimate) -> Story:
    sources = dict.fromkeys(one for one in (places.story.source, need.story.source) if one)
    return replace(
        need.story,
        source=" / ".join(sources),
        note=places.story.note,
        basis=Basis.ESTIMATED if need.story.basis is not Basis.COUNT else Basis.COUNT,
        illustrative=need.story.illustrative or places.story.illustrative,
    )
