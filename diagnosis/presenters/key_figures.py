"""Key figures: Phase I class, children 5 to 17, and how many of them live in the zones."""

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, percent, words_for
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import Audience, suppress, suppress_together
from clrisk_site.figures.svg.charts import draw_share
from clrisk_site.figures.svg.patterns import ShapeKind
from diagnosis.models.risk import CLASS_LABELS, ClassScheme
from diagnosis.presenters.number_words import listed
from diagnosis.queries.phase_one import PhaseOne, RiskFinding
from diagnosis.queries.population import Population
from diagnosis.queries.zones import ZoneFindings

type Figure = dict[str, Any]


def class_label(code: str) -> str:
    """Return a class in words; the words say it when there is none."""
    return str(CLASS_LABELS[code]) if code in CLASS_LABELS else gettext("Not published")


def phase_one_figure(phase_one: PhaseOne, *, alone: bool = False) -> Figure:
    """Make the figure of the official Phase I class, with its steps and "not recalculated".

    What other releases say stands in it too, unless it stands `alone` and they are named elsewhere.
    """
    finding = phase_one.best
    if finding is None:
        return {
            "label": gettext("Official Phase I risk level"),
            "missing": gettext("No result stored"),
            "words": gettext("No Phase I result is stored for this territory nor above it."),
        }
    return {
        "label": _label(phase_one, finding),
        "value": class_label(finding.official_class) if finding.official_class else "",
        "missing": gettext("Class not published"),
        "steps": [
            {"label": class_label(code), "reached": code == finding.official_class}
            for code in finding.classes
        ],
        "words": " · ".join(
            filter(None, [_scheme_words(finding), "" if alone else also_published(phase_one)])
        ),
        "verdict": "none",
        "reason": gettext("Inherited class, not recalculated here"),
        "source": _source(finding),
        "illustrative": finding.illustrative,
    }


def also_published(phase_one: PhaseOne) -> str:
    """Name what other Phase I releases gave the same territory; empty when there is only one."""
    named = [
        gettext("%(class)s (%(source)s, %(year)s)")
        % {"class": class_label(one.official_class), "source": one.source, "year": one.year}
        for one in phase_one.others
    ]
    return gettext("Also published: %(others)s") % {"others": "; ".join(named)} if named else ""


def _label(phase_one: PhaseOne, finding: RiskFinding) -> str:
    if phase_one.is_from_above:
        return gettext("Phase I risk level of %(place)s (%(level)s), none published here") % {
            "place": finding.place_name,
            "level": finding.level_name.lower(),
        }
    return gettext("Official Phase I risk level")


def _scheme_words(finding: RiskFinding) -> str:
    value = words_for(finding.value)
    number = (
        f"{value.value} {value.unit}, {value.interval}" if value.value else gettext("number: not published")
    )
    if finding.scheme == ClassScheme.NONE:
        return number
    names = listed([class_label(code).lower() for code in finding.classes])
    levels = ngettext(
        "of %(count)s level: %(names)s", "of %(count)s levels: %(names)s", len(finding.classes)
    ) % {"count": len(finding.classes), "names": names}
    return f"{levels} · {number}"


def _source(finding: RiskFinding) -> str:
    return gettext("%(source)s, %(year)s") % {"source": finding.source, "year": finding.year}


def population_figure(population: Population, *, audience: Audience) -> Figure:
    """Make the figure of children 5 to 17: counted, estimated, or not known."""
    return _persons(gettext("Girls, boys and adolescents, 5 to 17"), population.total, audience)


def _persons(label: str, estimate: Estimate, audience: Audience) -> Figure:
    words = words_for(suppress(estimate, audience=audience))
    return {
        "label": label,
        "value": words.value,
        "missing": words.missing,
        "words": words.interval,
        "source": words.source,
        "illustrative": words.illustrative,
    }


def zones_population_figure(findings: ZoneFindings, *, audience: Audience) -> Figure:
    """Make the figure of children in all zones together, as part of the municipality."""
    letters = listed([zone.letter for zone in findings.zones])
    label = gettext("Girls, boys and adolescents in the priority zones %(letters)s") % {"letters": letters}
    inside, outside = suppress_together(
        [findings.children_in_zones, findings.rest.children], audience=audience
    )
    figure = _persons(label, inside, audience)
    share = zone_share(findings)
    if share is None or inside.value is None or (outside.value is None and findings.rest.areas):
        return figure
    figure["words"] = gettext("%(share)s of the municipality · %(how)s") % {
        "share": percent(share),
        "how": figure["words"],
    }
    figure["drawing"] = mark_safe(  # noqa: S308 - drawn by figures, which escapes every text
        draw_share(min(share, 100) / 100, kind=ShapeKind.HIGH, title=figure["words"])
    )
    return figure


def zone_share(findings: ZoneFindings) -> float | None:
    """Return the percentage of the municipality's children who live in zones; None when not comparable.

    Zone and municipality must come from the same kind of number: a count against an estimate misleads.
    """
    inside, whole = findings.children_in_zones, findings.population.total
    if inside.value is None or not whole.value or inside.value > whole.value:
        return None
    if inside.story.incomplete or whole.story.incomplete:
        return None
    if (inside.story.basis, inside.story.year) != (whole.story.basis, whole.story.year):
        return None
    return 100 * inside.value / whole.value


def areas_figure(findings: ZoneFindings) -> Figure:
    """Make the figure of the areas with high priority, of how many."""
    counts, all_areas = findings.index.counts, len(findings.index.areas)
    return {
        "label": gettext("Areas with high priority"),
        "value": grouped(counts["high"]) if findings.index.is_computed else "",
        "missing": gettext("No index can be computed"),
        "words": gettext("of %(all)s areas · %(none)s without data")
        % {"all": grouped(all_areas), "none": grouped(counts["no_data"])},
        "verdict": "none",
        "reason": gettext("It orders areas and is no probability"),
        "source": findings.index.source,
        "illustrative": findings.index.illustrative,
    }


def diagnosis_figures(phase_one: PhaseOne, findings: ZoneFindings, *, audience: Audience) -> list[Figure]:
    """Make the key figures of a municipality: at most four, fewer where there is nothing to say."""
    figures = [phase_one_figure(phase_one), population_figure(findings.population, audience=audience)]
    if findings.zones:
        figures.append(zones_population_figure(findings, audience=audience))
    if findings.index.areas:
        figures.append(areas_figure(findings))
    return figures
