"""What stands behind one cell, for the panel beside the matrix and the page of the cell."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, money, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Basis, Estimate
from clrisk_site.figures.kleene import Known
from mapping.gap_words import GAP_WORDS
from mapping.gaps import GapType, Presence
from mapping.level_words import level_word
from mapping.models import CompetenceNature, MarginalCost
from mapping.models.institution import GovernmentLevel
from mapping.presenters.eligibility import eligibility_words
from mapping.presenters.gap_matrix import coverage_words
from mapping.presenters.saying import all_said, capitalised, said
from mapping.redirecting import redirectable
from mapping.supply import Column, GapCell, Power, Supply


def panel_for(cell: GapCell, *, urls: dict[int, str]) -> dict[str, Any]:
    """Return what mapping/gap_panel.html needs; `urls` maps a programme to its page."""
    return {
        "eyebrow": f"{_standing(cell)} · {place_words(cell.column)}",
        "title": cell_title(cell),
        "meaning": said(cell.why[0]),
        "rows": figures_of(cell),
        "sources": _sources(cell),
        "candidates": [_candidate(one, urls) for one in redirectable(cell)],
        "no_candidates": _no_candidates(cell),
        "questions": all_said(cell.questions),
        "is_open": not cell.is_covered,
        "is_gap": cell.is_gap,
    }


def cell_title(cell: GapCell) -> str:
    """Return factor and gap as a heading."""
    word = render(GAP_WORDS[cell.type])
    return f"{cell.factor.name}: {word[:1].lower()}{word[1:]}"


def cell_lead(cell: GapCell) -> str:
    """Return what the page of a cell found: type, fact and meaning."""
    return f"{render(GAP_WORDS[cell.type])}: {said(cell.fact)}. {said(cell.why[0])}"


def place_words(column: Column) -> str:
    """Return the column in words: zone C, Patria Nueva."""
    if column.letter:
        zone = gettext("zone %(letter)s, %(name)s") % {"letter": column.letter, "name": column.name}
        if not column.level:
            return zone
        level = str(GovernmentLevel(column.level).label).lower()
        return gettext("%(zone)s, level of government: %(level)s") % {"zone": zone, "level": level}
    if column.level:
        return gettext("level of government: %(name)s") % {"name": column.name.lower()}
    return gettext("the whole of %(name)s") % {"name": column.name}


def figures_of(cell: GapCell) -> list[dict[str, Any]]:
    """Need, places and the part they are of it; `part` names where each is explained."""
    return [
        {**figure_of(gettext("Girls and boys with the factor"), cell.need), "part": "need"},
        {**places_figure(cell), "part": "places"},
        {**coverage_figure(cell), "part": "coverage"},
    ]


def coverage_figure(cell: GapCell) -> dict[str, Any]:
    """Return the part of the need that places would serve, or why there is none."""
    label = gettext("Places per hundred of them")
    if cell.serves_all:
        return {"label": label, "value": gettext("served without quota"), "interval": ""}
    if _none_serves(cell):
        return {"label": label, "value": _none_words(cell), "interval": ""}
    words = coverage_words(cell.coverage) or words_for(cell.coverage).missing
    if cell.coverage.value is not None:
        words = _at_least(cell, words)
    return {"label": label, "value": words, "interval": ""}


def supplies_of(cell: GapCell, urls: dict[int, str]) -> list[dict[str, Any]]:
    """Return the programmes behind a cell, each with how it stands and its eligibility in words."""
    return [
        {
            "name": one.programme_name,
            "url": urls.get(one.programme_id, ""),
            "owner": f"{one.institution_name} · {level_word(one.level)}",
            "standing": capitalised(said(sentence).removeprefix(f"{one.programme_name}: ")),
            "strength": gettext("partial") if one.strength == "partial" else "",
            "eligibility": eligibility_words(one.eligibility),
            "confirmed": one.confirmed,
            "source": one.source,
            "illustrative": one.illustrative,
        }
        for one, sentence in zip(cell.supplies, cell.why[1 : 1 + len(cell.supplies)], strict=True)
    ]


def other_reasons(cell: GapCell) -> list[str]:
    """Return what decides besides the meaning of the type and the programmes."""
    return all_said(cell.why[1 + len(cell.supplies) :])


def powers_of(powers: Sequence[Power], urls: dict[int, str]) -> list[dict[str, str]]:
    """Return what norms say about the factor; `urls` maps an institution to its page."""
    return [
        {
            "name": power.institution_name,
            "url": urls.get(power.institution_id, ""),
            "nature": str(CompetenceNature(power.nature).label),
            "norm": ", ".join(part for part in (power.document, power.article) if part),
        }
        for power in powers
    ]


def _standing(cell: GapCell) -> str:
    if cell.is_covered:
        return gettext("No gap")
    return gettext("Open gap") if cell.is_gap else gettext("Not known")


def _none_serves(cell: GapCell) -> bool:
    return not any(one.presence in (Presence.SERVES, Presence.UNKNOWN) for one in cell.supplies)


def _none_words(cell: GapCell) -> str:
    """Say that none serves; not where programmes are not reviewed yet, for one of them may."""
    return gettext("not known") if cell.type is GapType.UNKNOWN else gettext("none serves here")


def _at_least(cell: GapCell, words: str) -> str:
    """Say that it is a lower bound where the places of some offers are not known."""
    return gettext("at least %(number)s") % {"number": words} if cell.places.story.note else words


def places_figure(cell: GapCell) -> dict[str, Any]:
    """Return the places that serve, or why there is no number of them."""
    label = gettext("Places per year that serve here")
    if _none_serves(cell):
        return {"label": label, "value": _none_words(cell), "interval": ""}
    if cell.serves_all and not cell.places.value:
        return {"label": label, "value": gettext("no quota"), "interval": ""}
    found = figure_of(label, cell.places)
    if cell.serves_all:
        value = gettext("%(places)s, and an offer without quota") % {"places": found["value"]}
        return {**found, "value": value}
    return {**found, "value": _at_least(cell, found["value"])} if cell.places.value is not None else found


def figure_of(label: str, estimate: Estimate) -> dict[str, Any]:
    """Return a labelled number with its interval, or why there is none."""
    words = words_for(estimate)
    value = words.value
    if value and estimate.story.basis in (Basis.ESTIMATED, Basis.MODELLED):
        value = gettext("about %(number)s") % {"number": value}
    interval = words.interval if words.value and estimate.has_interval else ""
    return {"label": label, "value": value or words.missing, "interval": interval}


def _sources(cell: GapCell) -> list[str]:
    """Where need and places come from."""
    named = ((gettext("Need"), cell.need), (gettext("Places"), cell.places))
    return [f"{label}: {words_for(one).source}" for label, one in named if one.story.source]


def _candidate(supply: Supply, urls: dict[int, str]) -> dict[str, Any]:
    return {
        "name": supply.programme_name,
        "url": urls.get(supply.programme_id, ""),
        "note": candidate_note(supply),
        "illustrative": supply.illustrative,
    }


def candidate_note(supply: Supply) -> str:
    """Say how many places are free, on which condition, at which cost, and who decides."""
    clauses = [
        _free_places(supply),
        _condition(supply),
        _cost(supply),
        gettext("decides: %(who)s") % {"who": supply.decided_by} if supply.decided_by else "",
    ]
    return capitalised(" · ".join(clause for clause in clauses if clause))


def _free_places(supply: Supply) -> str:
    if supply.free_is_hidden:
        return gettext("free places not shown: few are in use")
    if supply.places_free is None:
        return gettext("free places not known")
    return ngettext("%(count)s free place", "%(count)s free places", supply.places_free) % {
        "count": grouped(supply.places_free)
    }


def _condition(supply: Supply) -> str:
    if supply.eligibility.verdict is Known.YES:
        return gettext("can redirect") if supply.redirects is Known.YES else gettext("eligible")
    words = eligibility_words(supply.eligibility)
    if supply.eligibility.verdict is Known.UNKNOWN:
        return ngettext("%(count)s question open", "%(count)s questions open", len(words.questions)) % {
            "count": len(words.questions)
        }
    return gettext("eligible if %(cures)s") % {"cures": "; ".join(all_said(supply.eligibility.would_need))}


def _cost(supply: Supply) -> str:
    if supply.marginal_cost_mxn is not None:
        return gettext("%(amount)s per additional child") % {"amount": money(supply.marginal_cost_mxn)}
    return {
        MarginalCost.NONE: gettext("no additional cost"),
        MarginalCost.VERY_LOW: gettext("very low additional cost"),
        MarginalCost.LOW: gettext("low additional cost"),
        MarginalCost.HIGH: gettext("high additional cost"),
        MarginalCost.UNKNOWN: gettext("additional cost not known"),
    }[MarginalCost(supply.marginal_cost)]


def _no_candidates(cell: GapCell) -> str:
    if cell.is_covered:
        return ""
    if not cell.supplies:
        return gettext("No recorded programme addresses this factor here.")
    return gettext("None of the recorded offers can be redirected or extended as they stand.")
