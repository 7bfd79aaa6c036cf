"""The page of one counting: its lead, persons by sex and age, by area, and the rows that found no place."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import least_shown, to_nearest
from clrisk_site.tables.persons.counting import AGE, AREA, PERSON, PROGRAMME, SEX
from clrisk_site.tables.persons.sexes import BOYS, GIRLS
from mapping.counted import CountedList, is_rounded
from mapping.models import BeneficiaryCounting
from mapping.presenters.counting_words import (
    band_words,
    few_words,
    hidden_words,
    number_cell,
    said,
    sex_words,
)
from mapping.queries.countings import CountingFindings

type Table = dict[str, Any]


def counting_lead(findings: CountingFindings, audience: Audience) -> str:
    """Say how many persons were counted where; a hidden number is not told in words either."""
    counted = findings.counted
    areas = ngettext("%(count)s area", "%(count)s areas", len(counted.areas)) % {
        "count": grouped(len(counted.areas))
    }
    total = said(counted.at())
    if not total:
        return gettext("Persons were counted in %(areas)s; small numbers are hidden.") % {"areas": areas}
    words = gettext("%(persons)s persons were counted in %(areas)s.")
    if is_rounded(audience):
        words = gettext("About %(persons)s persons were counted in %(areas)s.")
    told = words % {"persons": total, "areas": areas}
    if GIRLS in counted.sexes and counted.whole_tells(SEX):
        girls, boys = said(counted.at(sex=GIRLS)), said(counted.at(sex=BOYS))
        if girls and boys:
            sexes = gettext("%(girls)s are women and girls, %(boys)s men and boys.")
            return f"{told} {sexes % {'girls': girls, 'boys': boys}}"
    return told


def sex_table(findings: CountingFindings, audience: Audience, programme: str = "") -> Table:
    """Make the table of sexes by age band, with the totals of both."""
    counted = findings.counted
    bands = _bands(counted, tells=counted.whole_tells(AGE))
    labels = [gettext("Sex"), *(band_words(band) if band else gettext("Total") for band in bands)]
    rows = []
    for sex in (*(counted.sexes if counted.whole_tells(SEX) else ()), ""):
        numbers = [counted.at(programme=programme, sex=sex, band=band) for band in bands]
        rows.append(_row(sex_words(sex) if sex else gettext("Total"), numbers, labels))
    return {
        "caption": gettext("By sex and age"),
        "holds": f"{gettext('Persons, in completed years.')} {hidden_words(audience)}",
        "columns": _columns(labels, texts=1),
        "rows": rows,
    }


def area_table(
    findings: CountingFindings, audience: Audience, *, programme: str = "", sex: str = ""
) -> Table:
    """Make the table of areas: by age where a large list allows it, else by sex; the largest first."""
    counted = findings.counted
    by_age = counted.area_tells(AGE)
    nodes = _bands(counted, tells=True) if by_age else _sexes(counted)
    words = band_words if by_age else sex_words
    labels = [gettext("Area"), *(words(node) if node else gettext("Total") for node in nodes)]
    rows = []
    for area in ("", *areas_in_order(findings, programme, sex)):
        numbers = [
            counted.at_area(
                area, programme=programme, **({"band": node, "sex": sex} if by_age else {"sex": node})
            )
            for node in nodes
        ]
        rows.append(_row(findings.area_names[area] if area else gettext("All areas"), numbers, labels))
    who = sex_words(sex).lower() if sex else gettext("persons of every sex")
    shown = gettext("Shown: %(who)s. %(hidden)s") % {"who": who, "hidden": hidden_words(audience)}
    return {
        "caption": gettext("By area and age") if by_age else gettext("By area and sex"),
        "holds": shown if by_age else hidden_words(audience),
        "columns": _columns(labels, texts=1),
        "rows": rows,
    }


def areas_in_order(findings: CountingFindings, programme: str = "", sex: str = "") -> list[str]:
    """Return the areas, the largest shown number first; hidden ones come last, by name."""
    shown = {
        area: findings.counted.at_area(area, programme=programme, sex=sex).value
        for area in findings.counted.areas
    }
    return sorted(shown, key=lambda area: (-(shown[area] or -1), findings.area_names[area], area))


def file_table(findings: CountingFindings, audience: Audience, programme: str = "") -> Table:
    """Make the table that goes out as a file: one row per area and sex, as the page may show it."""
    counted = findings.counted
    title = f"{findings.counting.title} ({findings.counting.year})"
    if programme:
        title = f"{title} · {programme_words(findings, programme)}"
    source = source_words(findings.counting)
    if not counted.area_tells(AREA):
        return {**sex_table(findings, audience, programme), "caption": title, "source": source}
    bands = _bands(counted, tells=counted.area_tells(AGE))
    labels = [
        gettext("Area"), gettext("Sex"), *(band_words(band) if band else gettext("Total") for band in bands)
    ]  # fmt: skip
    rows = []
    for area in ("", *areas_in_order(findings, programme)):
        name = findings.area_names[area] if area else gettext("All areas")
        for sex in _sexes(counted):
            numbers = [counted.at_area(area, programme=programme, sex=sex, band=band) for band in bands]
            first, *others = _row(name, numbers, [labels[0], *labels[2:]])["cells"]
            second = {"text": sex_words(sex) if sex else gettext("Total"), "label": labels[1]}
            rows.append({"cells": [first, second, *others]})
    return {
        "caption": title,
        "holds": hidden_words(audience),
        "columns": _columns(labels, texts=2),
        "rows": rows,
        "source": source,
    }


def programme_words(findings: CountingFindings, programme: str) -> str:
    """Return the name of a programme of the counting."""
    return findings.programme_names.get(programme, gettext("Programme not said"))


def source_words(counting: BeneficiaryCounting) -> str:
    """Say whose list it was and when it was counted."""
    parts = [gettext("Source: %(source)s, %(year)s.") % {"source": counting.source, "year": counting.year}]
    if counting.counted_on:
        day = date_format(counting.counted_on, "DATE_FORMAT")
        parts.append(gettext("Ages on %(day)s.") % {"day": day})
    if counting.illustrative:
        parts.append(gettext("Invented for a demonstration."))
    return " ".join(parts)


def row_facts(findings: CountingFindings, audience: Audience) -> list[dict[str, str]]:
    """Say how the rows of the list found their place, and by which columns; small numbers stay hidden."""
    counting = findings.counting
    lost = few_words(counting.without_area, audience)
    facts = [{"label": gettext("Rows whose area is not known here"), "value": lost, "small": _why_lost()}]
    left_out = findings.counted.left_out
    if left_out:
        facts.append(
            {
                "label": gettext("Persons whose sex the list does not say"),
                "value": few_words(left_out, audience),
                "small": gettext(
                    "So few of them would hide the numbers of all others. They are in no table."
                ),
            }
        )
    hides_lost = 0 < counting.without_area < least_shown(audience, None)
    if not hides_lost and not left_out and findings.counted.at().is_available:
        # Rows, lost rows and the total belong together: two of them give the third away.
        facts.insert(0, {"label": gettext("Rows of the list"), "value": few_words(counting.rows, audience)})
    labels = {
        AREA: gettext("Column of the area"),
        SEX: gettext("Column of sex"),
        AGE: gettext("Column of age"),
        PROGRAMME: gettext("Column of the programme"),
        PERSON: gettext("Column that tells persons apart"),
    }
    facts += [
        {"label": label, "value": counting.columns[part]}
        for part, label in labels.items()
        if counting.columns.get(part)
    ]
    if counting.columns.get(PERSON):
        facts[-1]["small"] = gettext("Each person counts once per area, programme, sex and age band.")
    return facts


def list_table(countings: list[BeneficiaryCounting], path: str) -> Table:
    """Make the table of all countings of a place; exact numbers stand on the page of each."""
    labels = [gettext("List"), gettext("Persons"), gettext("Areas"), gettext("Year")]
    rows = []
    for one in countings:
        texts: list[dict[str, Any]] = [
            {
                "text": one.title,
                "url": reverse("beneficiary-counting", args=[path, one.pk]),
                "small": one.source,
                "illustrative": one.illustrative,
            },
            {"text": _about(one.persons), "number": True},  # type: ignore[attr-defined]  # annotated by the query
            {"text": grouped(one.areas), "number": True},  # type: ignore[attr-defined]  # annotated by the query
            {"text": str(one.year), "number": True},
        ]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(texts, labels, strict=True)]})
    return {
        "caption": gettext("Lists that were counted"),
        "holds": gettext("Persons are rounded down to hundreds here."),
        "columns": _columns(labels, texts=1),
        "rows": rows,
    }


def list_lead(count: int) -> str:
    """Say how many lists were counted."""
    if not count:
        return gettext("No list of beneficiaries has been counted yet.")
    words = ngettext(
        "%(count)s list of beneficiaries was counted. None of them was kept.",
        "%(count)s lists of beneficiaries were counted. None of them was kept.",
        count,
    )
    return words % {"count": grouped(count)}


HUNDRED = 100


def _about(persons: int) -> str:
    hundreds = to_nearest(persons) // HUNDRED * HUNDRED
    return gettext("%(count)s or more") % {"count": grouped(hundreds)} if hundreds else gettext("under 100")


def _why_lost() -> str:
    return gettext("Their text means no area recorded here, or the cell is blank. They are in no table.")


def _bands(counted: CountedList, *, tells: bool) -> tuple[str, ...]:
    return (*(counted.bands if tells and counted.knows_ages else ()), "")


def _sexes(counted: CountedList) -> tuple[str, ...]:
    return (*(counted.sexes if counted.area_tells(SEX) else ()), "")


def _row(name: str, numbers: Sequence[Estimate], labels: Sequence[str]) -> dict[str, Any]:
    cells = [number_cell(number, label) for number, label in zip(numbers, labels[1:], strict=True)]
    return {"cells": [{"text": name, "label": labels[0]}, *cells]}


def _columns(labels: list[str], *, texts: int) -> list[dict[str, Any]]:
    return [{"label": label, "number": place >= texts} for place, label in enumerate(labels)]
