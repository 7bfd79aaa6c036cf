"""Proposed zones as rows with why and how many, what was left out, the evidence in words, and the map."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import shapely
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.message import Message
from clrisk_site.figures.suppression import Audience, cleared, hidden, suppress
from clrisk_site.figures.svg.maps import MapShape, MapZone, draw_map
from clrisk_site.figures.svg.patterns import ShapeKind
from clrisk_site.figures.svg.sizes import Size
from diagnosis.presenters.zone_map import legend, source
from diagnosis.presenters.zone_table import area_words
from diagnosis.queries.population import sum_of
from diagnosis.queries.priority_index import IndexedArea
from diagnosis.queries.zone_proposal import TOP, ProposalChoices, ZoneProposal
from diagnosis.queries.zones import ZoneFindings
from diagnosis.shown_children import shown_children
from diagnosis.statistics.zones import Dropped, ProposedZone, WhyDropped

MOST_DRAWN = 20
"""Proposed zones with an outline on the map, those of most need; of more none could be told apart."""
MOST_NAMES = 6
MOST_CODES = 12


def nothing_to_propose() -> str:
    """Say that no area has an index."""
    return gettext("Nothing describes the areas yet, so no zone can be proposed.")


def proposal_lead(findings: ZoneFindings, proposal: ZoneProposal) -> str:
    """Say how many zones the areas of high priority make, and how many groups were too small."""
    zones, dropped = len(proposal.zones.zones), len(proposal.zones.dropped)
    high = findings.index.counts[TOP] - _taken_high(findings, proposal)
    joined = sum(len(zone.areas) for zone in proposal.zones.zones)
    words = {
        "areas": findings.areas.level_name,
        "high": grouped(high),
        "joined": grouped(joined),
        "count": grouped(zones),
    }
    if not high:
        return gettext("No area of high priority is outside the zones, so there is nothing to propose.")
    if not zones:
        return gettext("%(high)s %(areas)s of high priority lie scattered; no group is large enough.") % words
    text = ngettext(
        "%(joined)s of %(high)s %(areas)s of high priority make %(count)s zone.",
        "%(joined)s of %(high)s %(areas)s of high priority make %(count)s zones.",
        zones,
    )
    small = ngettext("%(count)s group is too small.", "%(count)s groups are too small.", dropped)
    return text % words + (" " + small % {"count": grouped(dropped)} if dropped else "")


def _taken_high(findings: ZoneFindings, proposal: ZoneProposal) -> int:
    taken = set(proposal.choices.taken)
    return sum(one.kind == TOP and one.area.code in taken for one in findings.index.areas)


def proposal_rows(
    findings: ZoneFindings,
    proposal: ZoneProposal,
    *,
    names: Mapping[int, Sequence[str]],
    audience: Audience,
    address: str,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Make the proposed zones, and what was left out; their children are hidden together."""
    by_code = {one.area.code: one for one in findings.index.areas}
    groups: list[ProposedZone | Dropped] = [*proposal.zones.zones, *proposal.zones.dropped]
    members = [[by_code[code] for code in one.areas] for one in groups]
    cells = [sum_of([one.area.children for one in areas]) for areas in members]
    seen = shown_children(findings, audience)
    # A sum over an area that is hidden elsewhere would tell it, beside the others that are shown.
    closed = [any(_is_hidden(one, seen[one.area.id]) for one in areas) for areas in members]
    shown = [
        cleared(hidden(cell), audience) if is_closed else suppress(cell, audience=audience)
        for cell, is_closed in zip(cells, closed, strict=True)
    ]
    rows: list[dict[str, Any]] = []
    for areas, children in zip(members, shown, strict=True):
        words = words_for(children)
        codes = sorted(one.area.code for one in areas)
        rows.append(
            {
                "title": _title(areas, names),
                "areas": area_words(len(areas), findings),
                "codes": ", ".join(codes[:MOST_CODES]) + (", …" if len(codes) > MOST_CODES else ""),
                "children": words.value or words.missing,
                "illustrative": words.illustrative or findings.index.illustrative,
                "index": _mean(areas),
                "hot": _hot(areas, proposal),
            }
        )
    count = len(proposal.zones.zones)
    for place, (row, zone) in enumerate(zip(rows, proposal.zones.zones, strict=False), start=1):
        row |= {
            "letter": zone.letter,
            "number": place,
            "kept": bool({*zone.areas} & {*proposal.choices.keep}),
        }
    for row, one in zip(rows[count:], proposal.zones.dropped, strict=True):
        row["why"] = _why(one.reason, proposal.choices)
        row["keep_url"] = f"{address}?{_query(proposal.choices, one.areas[0])}"
    return rows[:count], rows[count:]


def _is_hidden(one: IndexedArea, seen: Estimate) -> bool:
    return one.area.children.is_available and not seen.is_available


def _title(areas: Sequence[IndexedArea], names: Mapping[int, Sequence[str]]) -> str:
    known = list(dict.fromkeys(name for one in areas for name in names.get(one.area.id, ())))
    if not known:
        return gettext("No neighbourhood is known here")
    more = len(known) - MOST_NAMES
    shown = ", ".join(known[:MOST_NAMES])
    if more > 0:
        shown += " " + ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
    return shown


def _mean(areas: Sequence[IndexedArea]) -> str:
    known = [one.index for one in areas if one.index is not None]
    return grouped(sum(known) / len(known)) if known else gettext("no data")


def _hot(areas: Sequence[IndexedArea], proposal: ZoneProposal) -> str:
    if proposal.getis is None:
        return gettext("not tested")
    hot = sum(one.area.code in proposal.hot for one in areas)
    return gettext("%(hot)s of %(all)s") % {"hot": grouped(hot), "all": grouped(len(areas))}


def _why(reason: WhyDropped, choices: ProposalChoices) -> str:
    if reason is WhyDropped.FEW_AREAS:
        return ngettext("Fewer than %(count)s area.", "Fewer than %(count)s areas.", choices.least_areas) % {
            "count": choices.least_areas
        }
    return ngettext(
        "Fewer than %(count)s child.", "Fewer than %(count)s children.", choices.least_children
    ) % {"count": grouped(choices.least_children)}


def _query(choices: ProposalChoices, also: str) -> str:
    return urlencode(
        {
            "least_areas": choices.least_areas,
            "least_children": choices.least_children,
            "bridge": choices.bridge_m,
            "keep": " ".join([*choices.keep, also]),
        }
    )


def evidence_words(proposal: ZoneProposal) -> list[str]:
    """Say whether neighbours resemble each other and where high values gather; tests decide nothing."""
    test, words = proposal.moran, []
    if test is None or proposal.getis is None:
        return [gettext("Too few areas have a number, or all have the same, so no pattern was tested.")]
    if proposal.is_descriptive:
        words.append(
            gettext("Only %(count)s areas have an index: read what follows as a description.")
            % {"count": grouped(proposal.patterns_of)}
        )
    alike = test.i > test.expected and (test.p_permutation or 1) <= 0.05
    words.append(
        (
            gettext("Neighbouring areas resemble each other more than chance would bring about.")
            if alike
            else gettext("Neighbouring areas do not resemble each other beyond chance.")
        )
        + " "
        + gettext("Moran's I is %(i)s; pseudo p %(p)s, from %(orders)s random orders.")
        % {
            "i": grouped(test.i, 2),
            "p": grouped(test.p_permutation or 0, 3),
            "orders": grouped(test.permutations),
        }
    )
    words.append(
        ngettext(
            "High values gather around %(count)s area (Gi*, at most one in ten a false alarm).",
            "High values gather around %(count)s areas (Gi*, at most one in ten a false alarm).",
            len(proposal.hot),
        )
        % {"count": grouped(len(proposal.hot))}
    )
    words.append(gettext("The tests decide nothing. An area that does not stand out may have the same need."))
    return words


def proposal_notes(proposal: ZoneProposal) -> list[str]:
    """Say how the proposal came about, and what was noticed."""
    inputs = proposal.inputs
    notes = [
        gettext("Areas of high priority that share a border or a corner make one zone."),
        gettext("Letters follow the expected need: children weighted by the index of their area."),
    ]
    if proposal.choices.bridge_m:
        notes.append(
            gettext("Gaps of up to %(metres)s m between outlines do not separate.")
            % {"metres": proposal.choices.bridge_m}
        )
    missing = inputs["without_outline"]
    if missing:
        notes.append(
            ngettext(
                "%(count)s area has no outline. It can be added to a zone by hand.",
                "%(count)s areas have no outline. They can be added to a zone by hand.",
                missing,
            )
            % {"count": grouped(missing)}
        )
    notes.extend(render(Message.from_json(one)) for one in inputs["warnings"])
    notes.extend(render(one) for one in proposal.zones.warnings)
    return notes


def proposal_map(findings: ZoneFindings, proposal: ZoneProposal) -> dict[str, Any] | None:
    """Make the map with the proposed zones by number; None when no area has an outline."""
    shapes = [
        MapShape(one.area.code, one.area.geometry, ShapeKind(one.kind))
        for one in findings.index.areas
        if one.area.geometry is not None
    ]
    if not shapes:
        return None
    outlines = {one.area.code: one.area.geometry for one in findings.index.areas}
    zones = []
    for place, zone in enumerate(proposal.zones.zones[:MOST_DRAWN], start=1):
        parts = [outlines[code] for code in zone.areas if outlines[code] is not None]
        if parts:
            zones.append(MapZone(str(place), shapely.union_all(shapely.make_valid(parts))))
    entries = [one for one in legend(findings) if one["kind"] != "zone"]
    if zones:
        entries.append({"kind": "zone", "label": gettext("Proposed zone, with its number")})
    drawn = {size: _draw(shapes, zones, size, entries) for size in (Size.WIDE, Size.PHONE)}
    return {
        "wide": drawn[Size.WIDE],
        "phone": drawn[Size.PHONE],
        "legend": entries,
        "source": source(findings),
        "illustrative": findings.index.illustrative,
    }


def _draw(
    shapes: Sequence[MapShape], zones: Sequence[MapZone], size: Size, entries: Sequence[Mapping[str, str]]
) -> SafeString:
    text = draw_map(
        shapes,
        zones,
        size=size,
        title=gettext("Map of priority areas and proposed zones"),
        description=" ".join(entry["label"] + "." for entry in entries),
    )
    return mark_safe(text)  # noqa: S308 - drawn by figures, which escapes every text
