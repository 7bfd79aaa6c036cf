"""The end of the plan: its sources, and the limits that are true of it (D10)."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.thresholds import threshold
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story
from diagnosis.models import ReleaseNature
from planning.documents.action_plan.content import ActionPlan
from planning.models import LineStatus

INDIGENOUS = "indigenous_language"


def estimates_of(plan: ActionPlan) -> Iterator[Estimate]:
    """Yield every number that the plan prints."""
    printed = plan.printed
    yield from (printed.total, printed.girls, printed.boys, *printed.zones.values(), *printed.needs.values())
    if printed.outside is not None:
        yield printed.outside
    if plan.phase_one.best is not None:
        yield plan.phase_one.best.value
    yield from (row.effect for row in plan.findings.ranking.priority)
    for cell in plan.matrix.cells:
        yield from (cell.need, cell.places)


def sources_list(plan: ActionPlan) -> list[str]:
    """Return each source once, in the order of the plan."""
    found = [_source(estimate.story) for estimate in estimates_of(plan)]
    best = plan.phase_one.best
    if best is not None:
        found.insert(0, _named(best.source, best.year, best.illustrative))
    index = plan.findings.index
    found += [_named(index.source, index.year, index.illustrative), plan.findings.areas.outline_source]
    for cell in plan.matrix.cells:
        found += [_named(one.source, one.year, one.illustrative) for one in cell.supplies]
        found += [f"{power.document} {power.article}".strip() for power in cell.competences]
    return list(dict.fromkeys(text for text in found if text))


def _source(story: Story) -> str:
    return _named(story.source, story.year, story.illustrative)


def _named(source: str, year: int | None, illustrative: bool) -> str:  # noqa: FBT001 - private
    if not source:
        return ""
    dated = source if year is None or str(year) in source else f"{source}, {year}"
    mark = gettext("illustrative")
    return f"{dated} ({mark})" if illustrative and mark not in dated.lower() else dated


def limits(plan: ActionPlan) -> list[str]:
    """Return the caveats that are true of this plan, in plain words."""
    return [*_of_numbers(plan), *_of_index(plan), *_of_factors(plan), *_of_plan(plan)]


def _of_numbers(plan: ActionPlan) -> Iterator[str]:
    numbers = list(estimates_of(plan))
    known = [one for one in numbers if one.is_available]
    if any(one.story.illustrative for one in known) or plan.illustrative:
        yield gettext(
            "Numbers marked “illustrative” are invented for a demonstration. No decision may rest on them."
        )
    if any(one.story.basis is Basis.MODELLED and one.unit.value == "persons" for one in known):
        yield gettext(
            "Modelled numbers have no local effect: differences between areas come only from who lives there."
        )
    if any(one.story.basis is Basis.ESTIMATED for one in known):
        yield gettext(
            "Estimated numbers of children are the area's population times a share. They are no count."
        )
    if any(one.availability is Availability.SUPPRESSED for one in numbers):
        yield gettext("Some numbers are not shown, since they speak of few persons. They are not zero.")
    if plan.phase_one.best is None or not plan.phase_one.best.value.is_available:
        yield gettext(
            "Phase I published no number for this municipality. The plan works with classes and an index."
        )
    elif not plan.phase_one.best.value.has_interval:
        yield gettext("The Phase I number was published without an interval.")
    yield gettext("Only ages 5 to 17 are counted. Younger children are not.")
    yield from _years(known)


def _years(known: list[Estimate]) -> Iterator[str]:
    years = [one.story.year for one in known if one.story.year is not None]
    if not years:
        return
    if max(years) - min(years) > threshold("years_apart"):
        yield gettext("The data are of different years, from %(first)s to %(last)s.") % {
            "first": min(years),
            "last": max(years),
        }
    else:
        yield gettext("The data are of %(first)s to %(last)s; the present may differ.") % {
            "first": min(years),
            "last": max(years),
        }


def _of_index(plan: ActionPlan) -> Iterator[str]:
    index, release = plan.findings.index, plan.findings.areas.release
    if not index.areas:
        yield gettext("No census areas are recorded, so there is no map of areas and no index.")
        return
    if index.is_computed:
        yield gettext(
            "The index orders areas. It is not a probability, and it does not say who the children are."
        )
    if release is not None and release.nature == ReleaseNature.PROXY:
        yield gettext(
            "The index uses proxies that describe all inhabitants of an area, not its children alone."
        )
    without = index.counts["no_data"]
    if without:
        yield ngettext(
            "%(count)s area has no data. That does not mean that it has no risk.",
            "%(count)s areas have no data. That does not mean that they have no risk.",
            without,
        ) % {"count": grouped(without)}
    if index.changing_class:
        yield ngettext(
            "%(count)s area changes class under other weights.",
            "%(count)s areas change class under other weights.",
            index.changing_class,
        ) % {"count": grouped(index.changing_class)}
    if any(zone.best_rank != zone.worst_rank for zone in plan.findings.zones):
        yield gettext("The order of the zones depends on the weights: where it does, a range is printed.")


def _of_factors(plan: ActionPlan) -> Iterator[str]:
    ranking = plan.findings.ranking
    yield gettext("A factor is associated with child labour. Association is not cause.")
    effects = [row.effect for row in ranking.priority if row.effect.is_available]
    if not effects:
        yield gettext("No coefficients were published for this municipality: all factors weigh the same.")
    elif any(not effect.has_interval for effect in effects):
        yield gettext("Some differences were published without an interval.")
    if not any(row.about_girls for row in ranking.priority):
        yield gettext("Chores in the own home are not measured here, so part of the girls' work is not seen.")
    if not any(row.code == INDIGENOUS for row in ranking.priority):
        yield gettext(
            "Indigenous condition is not among the factors of this municipality. That is to be reviewed."
        )
    definition = plan.definition
    if definition is None or definition.frozen_at is None:
        yield gettext("The working definition is not in force yet, so sources may follow other definitions.")
    else:
        yield gettext(
            "Sources follow the definitions of their producers, which may differ from the working one."
        )


def _of_plan(plan: ActionPlan) -> Iterator[str]:
    claimed = sum(not offer.confirmed for one in plan.lines for offer in one.chain.offers)
    if claimed:
        yield ngettext(
            "%(count)s offer of a line is claimed and not yet confirmed with a document.",
            "%(count)s offers of lines are claimed and not yet confirmed with a document.",
            claimed,
        ) % {"count": claimed}
    if any(one.line.status == LineStatus.DRAFT for one in plan.lines):
        yield gettext("Lines marked “Draft” have not been submitted to the commission.")
    if plan.semi_finished:
        yield gettext("The proposal is semi-finished: its coordination space is not institutionalised.")
    yield gettext("This document holds no name of any girl, boy or adolescent, and no risk of a person.")
