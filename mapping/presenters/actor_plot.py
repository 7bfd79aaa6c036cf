"""The plot of interest and influence, with the numbers that the table beside it gives to the actors."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from clrisk_site.figures.svg.charts import GridPoint, draw_grid
from clrisk_site.figures.svg.sizes import Size
from mapping.actors import HIGH, Standing
from mapping.models import HIGHEST
from mapping.presenters.actor_words import standing_words
from mapping.queries.actors import Actor


def actor_plot(judged: Sequence[Actor]) -> dict[str, Any] | None:
    """Return what components/chart.html needs; None where nobody was judged. Numbers follow the order."""
    points = [
        GridPoint(str(number), actor.interest, actor.influence, actor.institution.name)
        for number, actor in enumerate(judged, start=1)
        if actor.interest is not None and actor.influence is not None
    ]
    if not points:
        return None
    return {
        "wide": _drawn(points, Size.WIDE),
        "phone": _drawn(points, Size.PHONE),
        "label": gettext("Influence and interest of the actors"),
        "source": gettext(
            "Numbers as in the table. Tinted: both high. A judgement of the team, not a count."
        ),
    }


def _drawn(points: Sequence[GridPoint], size: Size) -> str:
    drawing = draw_grid(
        points,
        highest=HIGHEST,
        strong=HIGH,
        across=gettext("Interest, from 0 none to 4 very high"),
        upward=gettext("Influence, from 0 none to 4 very high"),
        size=size,
        title=gettext("Influence and interest of the actors"),
        description=gettext("Each number is an actor of the table below."),
    )
    return mark_safe(drawing)  # noqa: S308 - drawn by the program, which escapes every name


def plot_reading() -> list[str]:
    """Say what the four parts of the plot suggest."""
    pairs = (
        (Standing.PARTNER, gettext("both high")),
        (Standing.WIN_OVER, gettext("high influence, lower interest")),
        (Standing.INVOLVE, gettext("high interest, lower influence")),
        (Standing.INFORM, gettext("neither high")),
    )
    return [f"{standing_words(standing)}: {where}." for standing, where in pairs]
