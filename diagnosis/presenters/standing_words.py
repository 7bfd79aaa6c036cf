"""The level of a territory relative to those around it, in words: by class, and by number if any."""

from typing import Any

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, percent
from diagnosis.queries.region import Region
from diagnosis.standing import Standing


def standing_figure(standing: Standing | None, region: Region | None, *, has_class: bool) -> dict[str, Any]:
    """Make the key figure of the relative level; the words say it when nothing can be compared.

    Parameters
    ----------
    has_class : bool
        Whether the territory itself has a published class.
    """
    if region is None:
        return {"label": gettext("Relative level"), "missing": gettext("Nothing above to compare with")}
    label = gettext("Level relative to %(region)s") % {"region": region.name}
    if standing is None:
        return {
            "label": label,
            "missing": gettext("Cannot be compared"),
            "words": gettext("No published result of this place and of others beside it is stored."),
        }
    return {
        "label": label,
        "value": _rank(standing) or (_class_ranks(standing) if has_class else ""),
        "missing": gettext("No rank: no number published"),
        "words": " ".join(_words(standing, region, has_class=has_class)),
        "reason": gettext("Order of places, no probability"),
        "verdict": "none",
    }


def _rank(standing: Standing) -> str:
    if standing.rank is None:
        return ""
    words = {"first": standing.rank, "last": standing.last_rank, "all": grouped(standing.with_number)}
    if standing.rank == standing.last_rank:
        return gettext("%(first)s of %(all)s") % words
    return gettext("%(first)s to %(last)s of %(all)s") % words


def _class_ranks(standing: Standing) -> str:
    """Return the ranks that all with the same class share, where only classes were published."""
    first, last = standing.higher_class + 1, standing.higher_class + standing.same_class
    words = {"first": first, "last": last, "all": grouped(standing.with_class)}
    if first >= last:
        return gettext("%(first)s of %(all)s") % words
    return gettext("%(first)s to %(last)s of %(all)s") % words


def _words(standing: Standing, region: Region, *, has_class: bool) -> list[str]:
    level = region.below.level_name.lower()
    said = []
    if standing.lower_share is not None:
        said.append(
            gettext("From 1 for the highest. %(share)s of the others have a lower number.")
            % {"share": percent(standing.lower_share)}
        )
    elif has_class:
        said.append(gettext("From 1 for the highest, by class: no number was published."))
    if standing.third:
        said.append(_THIRDS[standing.third]())
    if has_class:
        said.append(
            gettext(
                "Of %(all)s %(level)s with a class, %(lower)s have a lower one, %(same)s this one, "
                "%(higher)s a higher one."
            )
            % {
                "all": grouped(standing.with_class),
                "level": level,
                "lower": grouped(standing.lower_class),
                "same": grouped(standing.same_class),
                "higher": grouped(standing.higher_class),
            }
        )
    return said


_THIRDS = {
    "lower": lambda: gettext("Lower third of the region."),
    "middle": lambda: gettext("Middle third of the region."),
    "upper": lambda: gettext("Upper third of the region."),
}
