"""The Phase I result and the priority factors of a profile as labelled values."""

from typing import Any

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import words_for
from diagnosis.models import MeasureType, ReleaseNature
from diagnosis.presenters.factor_table import direction_words
from diagnosis.presenters.key_figures import also_published, class_label
from diagnosis.queries.factors import FactorRanking
from diagnosis.queries.phase_one import PhaseOne

type Fact = dict[str, Any]


def risk_facts(phase_one: PhaseOne) -> list[Fact]:
    """Make the rows that say what Phase I published, of which place, by whom and when."""
    finding = phase_one.best
    if finding is None:
        return []
    number = words_for(finding.value)
    published = f"{number.value} {number.unit}".strip() if number.value else number.missing
    return [
        {
            "label": gettext("Territory"),
            "value": finding.place_name,
            "small": gettext("No result is stored for the territory itself.")
            if phase_one.is_from_above
            else "",
        },
        {
            "label": gettext("Class"),
            "value": class_label(finding.official_class),
            "small": also_published(phase_one),
        },
        {"label": gettext("Number"), "value": published, "small": number.interval},
        {"label": gettext("Measure"), "value": str(MeasureType(finding.measure).label)},
        {"label": gettext("Nature"), "value": str(ReleaseNature(finding.nature).label)},
        {"label": gettext("Year of the data"), "value": str(finding.year)},
        {"label": gettext("Definition"), "value": finding.definition or gettext("Not published")},
        {
            "label": gettext("Source"),
            "value": finding.source,
            "url": finding.url,
            "small": finding.release_name,
            "illustrative": finding.illustrative,
        },
    ]


def factor_facts(ranking: FactorRanking) -> list[Fact]:
    """Make one row per priority factor with its direction and its published difference."""
    rows = []
    for row in ranking.priority:
        words = words_for(row.effect)
        points = gettext("%(points)s points, %(interval)s") % {
            "points": words.value,
            "interval": words.interval,
        }
        rows.append(
            {
                "label": row.name,
                "value": direction_words(row.direction),
                "small": points if words.value else gettext("difference: not published"),
                "illustrative": row.illustrative,
            }
        )
    return rows
