"""The first sentence of every page, made from what the page found; at most 25 words each."""

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, percent
from diagnosis.models.risk import CLASS_LABELS
from diagnosis.presenters.evidence_words import largest_difference
from diagnosis.presenters.key_figures import class_label, zone_share
from diagnosis.presenters.number_words import zones_in_words
from diagnosis.queries.factors import FactorRanking
from diagnosis.queries.phase_one import PhaseOne
from diagnosis.queries.places_below import PlacesBelow
from diagnosis.queries.progress import DiagnosisProgress
from diagnosis.queries.zones import ZoneFindings


def zones_lead(findings: ZoneFindings) -> str:
    """Say how much of the high priority the zones hold, and how many children live there."""
    counts, level = findings.index.counts, findings.areas.level_name
    if not findings.index.areas:
        return gettext("No census areas are known here yet. Import them to draw zones.")
    if not findings.zones:
        if not findings.index.is_computed:
            return gettext("No zone has been drawn yet, and no number describes the areas.")
        return gettext("No zone has been drawn yet. %(high)s of %(all)s %(areas)s have high priority.") % {
            "high": grouped(counts["high"]),
            "all": grouped(len(findings.index.areas)),
            "areas": level,
        }
    return " ".join(part for part in (_zones_hold(findings), _children_live(findings)) if part)


def _zones_hold(findings: ZoneFindings) -> str:
    high, number = findings.index.counts["high"], len(findings.zones)
    words = {
        "zones": zones_in_words(number),
        "inside": grouped(findings.high_in_zones),
        "high": grouped(high),
        "areas": findings.areas.level_name,
        "members": grouped(sum(len(zone.area_ids) for zone in findings.zones)),
    }
    if not high:
        return (
            ngettext(
                "%(zones)s zone holds %(members)s %(areas)s.",
                "%(zones)s zones hold %(members)s %(areas)s.",
                number,
            )
            % words
        )
    return (
        ngettext(
            "%(zones)s zone holds %(inside)s of %(high)s high-priority %(areas)s.",
            "%(zones)s zones hold %(inside)s of %(high)s high-priority %(areas)s.",
            number,
        )
        % words
    )


def _children_live(findings: ZoneFindings) -> str:
    share = zone_share(findings)
    if share is None:
        return ""
    return gettext("%(share)s of the municipality's girls, boys and adolescents live there.") % {
        "share": percent(share)
    }


def factors_lead(ranking: FactorRanking) -> str:
    """Name the factor with the largest published difference, or say that nobody published any."""
    priority = ranking.priority
    if not priority:
        return gettext("No factor has been chosen yet. Choose those that matter in this municipality.")
    if not ranking.has_effects:
        return ngettext(
            "Nobody published weights for this municipality. Its %(count)s priority factor counts alone.",
            "Nobody published weights for this municipality. Its %(count)s priority factors count the same.",
            len(priority),
        ) % {"count": len(priority)}
    top = priority[0]
    return largest_difference(top.name, top.effect, gettext("child labour"))


def profile_lead(name: str, phase_one: PhaseOne) -> str:
    """Say which class Phase I gave a territory, or that no result is stored."""
    own, above = phase_one.own, phase_one.above
    if own and own.official_class:
        return gettext("Phase I puts %(name)s at %(class)s risk of child labour, with data of %(year)s.") % {
            "name": name,
            "class": str(CLASS_LABELS[own.official_class]).lower(),
            "year": own.year,
        }
    if own:
        return gettext("Phase I published a number for %(name)s, but no class.") % {"name": name}
    if above and above.official_class:
        return gettext(
            "No Phase I result is stored for %(name)s. %(above)s, above it, has %(class)s risk."
        ) % {
            "name": name,
            "above": above.place_name,
            "class": str(CLASS_LABELS[above.official_class]).lower(),
        }
    return gettext("No Phase I result is stored for %(name)s.") % {"name": name}


def places_lead(below: PlacesBelow) -> str:
    """Say how many territories of a larger one have the highest class, and of how many nothing is known."""
    counts, all_places = below.counts, len(below.places)
    high = counts["high"] + counts["very_high"]
    if not all_places or counts[""] == all_places:
        return ""
    words = {
        "high": grouped(high),
        "all": grouped(all_places),
        "level": below.level_name.lower(),
        "none": grouped(counts[""]),
    }
    if all_places == 1:
        only = below.places[0]
        named = {"name": only.name, "class": class_label(only.official_class).lower()}
        return gettext("Of what lies in it only %(name)s is stored here, with the class «%(class)s».") % named
    if high:
        text = (
            ngettext(
                "Of %(all)s %(level)s stored here, %(high)s has high risk.",
                "Of %(all)s %(level)s stored here, %(high)s have high risk.",
                high,
            )
            % words
        )
    else:
        text = gettext("Of %(all)s %(level)s stored here, none has high risk.") % words
    if not counts[""]:
        return text
    return text + " " + gettext("For %(none)s no class is stored.") % words


def stage_lead(progress: DiagnosisProgress) -> str:
    """Say what is settled in the characterisation and what is missing."""
    if progress.is_complete:
        return gettext("Definition, factors and zones are settled. The diagnosis can be discussed.")
    missing = [
        text
        for done, text in (
            (progress.definition_is_frozen, gettext("the definition in force")),
            (progress.factors_priority > 0, gettext("the priority factors")),
            (progress.zones_prioritised > 0, gettext("the priority zones")),
        )
        if not done
    ]
    return gettext("Still missing: %(missing)s.") % {"missing": ", ".join(missing)}
