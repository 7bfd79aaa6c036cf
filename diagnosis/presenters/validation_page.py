"""A modelled measure beside a direct one: what the orders share, which areas differ, and the chart."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, percent
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.svg.orders import Point, draw_orders
from clrisk_site.figures.svg.sizes import Size
from diagnosis.audience import smallest_area
from diagnosis.queries.measures import Measure, Value
from diagnosis.statistics.agreement import Agreement, AreaAgreement, agreement_of

FEW = 10
"""Below so many areas an agreement of orders says little, whatever it is."""


def shown_agreement(modelled: Measure, direct: Measure, place: str, audience: Audience) -> Agreement:
    """Hold the areas of both measures against each other; the place as a whole is no area of its own."""
    smallest = smallest_area(audience)
    small = {
        path for path, children in modelled.children.items() if smallest is not None and children < smallest
    }
    sides = [
        {path: one.value for path, one in measure.values.items() if path != place and path not in small}
        for measure in (modelled, direct)
    ]
    return agreement_of(sides[0], sides[1])


def validation_lead(found: Agreement | None, whole: str) -> str:
    """Say how far both measures agree, or what is missing to say so."""
    if found is None:
        return gettext("Choose a modelled measure and a direct one to see how far they agree.")
    count = len(found.areas)
    if not count:
        return whole or gettext("The two measures have no area in common, so nothing can be compared.")
    if found.tau is None:
        return gettext("With so few areas, or one value for all, no order can be compared.")
    words = {"same": grouped(found.in_same_third), "count": grouped(count), "tau": grouped(found.tau, 2)}
    return (
        ngettext(
            "Both measures put %(same)s of %(count)s area into the same third (Kendall's tau %(tau)s).",
            "Both measures put %(same)s of %(count)s areas into the same third (Kendall's tau %(tau)s).",
            count,
        )
        % words
    )


def agreement_facts(found: Agreement, modelled: Measure, direct: Measure) -> list[dict[str, str]]:
    """Return the numbers behind the lead, each with how to read it."""
    rows = [
        (gettext("Areas in both"), grouped(len(found.areas)), _left_over(found)),
        (
            gettext("Kendall's tau-b"),
            _number(found.tau),
            gettext("1 is the same order, 0 no relation, −1 the opposite order."),
        ),
        (gettext("Spearman's rho"), _number(found.rho), gettext("The correlation of the places.")),
        (gettext("In the same third"), f"{found.in_same_third} / {len(found.areas)}", ""),
    ]
    held = interval_words(found, modelled, direct)
    if held:
        rows.append((gettext("Direct value inside the modelled interval"), held, ""))
    return [{"label": label, "value": value, "small": small} for label, value, small in rows]


def _left_over(found: Agreement) -> str:
    one, other = len(found.only_modelled), len(found.only_direct)
    if not one and not other:
        return ""
    words = gettext("Only modelled: %(one)s. Only direct: %(other)s. They take no part.")
    return words % {"one": grouped(one), "other": grouped(other)}


def _number(value: float | None) -> str:
    return gettext("Not computed") if value is None else grouped(value, 3)


def interval_words(found: Agreement, modelled: Measure, direct: Measure) -> str:
    """Say how many direct values lie inside the modelled interval; nothing where units differ."""
    if not (modelled.is_share and direct.is_share):
        return ""
    inside = [is_inside(modelled.values[one.code], direct.values[one.code]) for one in found.areas]
    known = [one for one in inside if one is not None]
    return f"{grouped(sum(known))} / {grouped(len(known))}" if known else ""


def is_inside(modelled: Value, direct: Value) -> bool | None:
    """Whether a direct value lies inside the modelled interval; None where there is none."""
    if modelled.lower is None or modelled.upper is None:
        return None
    return modelled.lower <= direct.value <= modelled.upper


def whole_words(modelled: Measure, direct: Measure, place: str) -> str:
    """Say what both measures have for the place as a whole, if both are shares of it."""
    one, other = modelled.values.get(place), direct.values.get(place)
    if one is None or other is None or not (modelled.is_share and direct.is_share):
        return ""
    words = {"modelled": percent(one.value, 1), "direct": percent(other.value, 1)}
    inside = is_inside(one, other)
    if inside is None:
        return gettext("All areas together: modelled %(modelled)s, direct %(direct)s.") % words
    if inside:
        said = gettext(
            "All areas together: modelled %(modelled)s, direct %(direct)s, which lies inside the interval."
        )
    else:
        said = gettext(
            "All areas together: modelled %(modelled)s, direct %(direct)s, which lies outside the interval."
        )
    return said % words


def stale_sides(modelled: Measure, direct: Measure) -> list[str]:
    """Return why either side may no longer be used."""
    return [render(one.stale) for one in (modelled, direct) if one.stale]


def cautions(found: Agreement, modelled: Measure, direct: Measure) -> list[str]:
    """Return what the reader must know before trusting or doubting the model."""
    said = stale_sides(modelled, direct)
    if len(found.areas) < FEW:
        said.append(gettext("With fewer than 10 areas chance alone moves these numbers a lot."))
    if not (modelled.is_share and direct.is_share):
        said.append(
            gettext("Nobody said that both measure the same share, so only their orders are compared.")
        )
    said += [
        gettext("A model that uses the direct measure agrees with it by construction. Check its inputs."),
        gettext("Agreement of orders does not show that the level is right."),
    ]
    return said


def agreement_table(
    found: Agreement, modelled: Measure, direct: Measure, names: Mapping[str, str], *, rows: int | None = None
) -> dict[str, Any]:
    """Make the table of the areas, the one whose places differ most first."""
    labels = [
        gettext("Area"),
        gettext("Modelled measure"),
        gettext("Direct measure"),
        gettext("Place modelled"),
        gettext("Place direct"),
        gettext("Same third"),
        gettext("Direct inside the interval"),
    ]
    if not (modelled.is_share and direct.is_share):
        labels = labels[:-1]
    last = 5
    told = [_cells(one, modelled, direct, names)[: len(labels)] for one in found.areas[:rows]]
    return {
        "caption": gettext("Area by area"),
        "holds": gettext("The area whose places differ most stands first."),
        "columns": [{"label": label, "number": 0 < place < last} for place, label in enumerate(labels)],
        "rows": [
            {
                "cells": [
                    {**cell, "label": label, "number": 0 < place < last}
                    for place, (cell, label) in enumerate(zip(cells, labels, strict=True))
                ]
            }
            for cells in told
        ],
        "source": f"{modelled.source} / {direct.source}",
    }


def _cells(
    one: AreaAgreement, modelled: Measure, direct: Measure, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    code = one.code.rpartition(".")[2]
    name = names.get(one.code, code)
    inside = None
    if modelled.is_share and direct.is_share:
        inside = is_inside(modelled.values[one.code], direct.values[one.code])
    return [
        {"text": name, "small": code if name != code else ""},
        _value(modelled.values[one.code], modelled),
        _value(direct.values[one.code], direct),
        {"text": _place(one.rank)},
        {"text": _place(one.direct_rank)},
        {"text": gettext("Yes") if one.same_third else gettext("No")},
        {"text": gettext("Not known") if inside is None else gettext("Yes") if inside else gettext("No")},
    ]


def _value(value: Value, measure: Measure) -> dict[str, Any]:
    write = percent if measure.in_percent else grouped
    ends = ""
    if value.lower is not None and value.upper is not None:
        ends = gettext("from %(lower)s to %(upper)s") % {
            "lower": write(value.lower, 1),
            "upper": write(value.upper, 1),
        }
    return {"text": write(value.value, 1), "small": ends, "illustrative": measure.illustrative}


def _place(rank: float) -> str:
    return grouped(rank, 0 if rank == int(rank) else 1)


def agreement_chart(
    found: Agreement, modelled: Measure, direct: Measure, names: Mapping[str, str]
) -> dict[str, Any] | None:
    """Draw modelled against direct places; None for too few areas."""
    if found.tau is None:
        return None
    points = [
        Point(
            one.rank,
            one.direct_rank,
            odd=not one.same_third,
            words=names.get(one.code, one.code.rpartition(".")[2]),
        )
        for one in found.areas
    ]
    label = gettext("Place of each area by the model and by the direct measure")
    return {
        "wide": _draw(points, Size.WIDE, label),
        "phone": _draw(points, Size.PHONE, label),
        "label": label,
        "source": f"{modelled.source} / {direct.source}",
    }


def _draw(points: list[Point], size: Size, label: str) -> SafeString:
    drawing = draw_orders(
        points,
        size=size,
        title=label,
        description=gettext("%(count)s areas; the nearer to the line, the more the places agree.")
        % {"count": len(points)},
        across=gettext("Place by the model"),
        down=gettext("Place by the direct measure"),
        same=gettext("same third"),
        odd=gettext("another third"),
    )
    return mark_safe(drawing)  # noqa: S308 - drawn by figures, which escapes every text
