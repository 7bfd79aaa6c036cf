"""Crosswalks and the risks that came of them, as leads and tables. What may be shown of small areas: here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, percent, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.message import Message
from clrisk_site.figures.suppression import suppress
from diagnosis.audience import smallest_area
from diagnosis.crosswalk_rules import Sides, left_out_of
from diagnosis.models import AnalysisResult, Crosswalk, DefinitionSheet
from diagnosis.models.risk import CLASS_LABELS
from diagnosis.staleness import Staleness


def crosswalks_lead(number: int, *, models: int, sources: int) -> str:
    """Say how many crosswalks there are, or what is missing before one can be."""
    if number:
        return ngettext(
            "%(count)s crosswalk says which local categories are those of a model.",
            "%(count)s crosswalks say which local categories are those of a model.",
            number,
        ) % {"count": number}
    if not models:
        return gettext("No risk model is stored, so there are no coefficients to apply.")
    if not sources:
        return gettext("A risk model is stored, and no profile cells of this place yet.")
    return gettext("A risk model and profile cells are stored; nobody has held them together yet.")


def crosswalk_list(
    crosswalks: Sequence[Crosswalk],
    results: Mapping[int, AnalysisResult],
    path: str,
    *,
    in_force: DefinitionSheet | None,
) -> dict[str, Any]:
    """Make the table of the crosswalks, each with what came of it, and whether that is stale."""
    labels = [gettext("Risk model"), gettext("Local data"), gettext("Variables"), gettext("Result")]
    staleness, rows = Staleness(in_force), []
    for one in crosswalks:
        result = results.get(one.pk)
        stale = staleness.of(result) if result else None
        cells: list[dict[str, Any]] = [
            {
                "text": str(one.model),
                "small": one.model.survey,
                "url": reverse("crosswalk", args=[path, one.pk]),
            },
            {"text": f"{one.source}, {one.year}"},
            {"text": grouped(len(one.mapping)), "number": True},
            {
                "text": total_words(result) if result else gettext("Not computed yet"),
                "small": render(stale) if stale else "",
                "illustrative": bool(result and result.illustrative),
            },
        ]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("Crosswalks"),
        "holds": gettext("Coefficients are applied through one of these, and in no other way."),
        "columns": [{"label": label, "number": place == 2} for place, label in enumerate(labels)],
        "rows": rows,
    }


def total_words(result: AnalysisResult) -> str:
    """Return the estimated risk of all areas together with its interval."""
    total = result.result["total"]
    if total["risk"] is None:
        return gettext("No data")
    words = gettext("Estimated risk %(risk)s") % {"risk": percent(100 * total["risk"], 1)}
    if total["lower"] is None:
        return words
    ends = {"lower": percent(100 * total["lower"], 1), "upper": percent(100 * total["upper"], 1)}
    return f"{words} ({gettext('interval from %(lower)s to %(upper)s') % ends})"


def crosswalk_lead(faults: Sequence[Message], result: AnalysisResult | None) -> str:
    """Say whether the coefficients may be applied, and what came of it."""
    if faults:
        return ngettext(
            "The coefficients may not be applied: %(count)s thing stands against it.",
            "The coefficients may not be applied: %(count)s things stand against it.",
            len(faults),
        ) % {"count": len(faults)}
    if result is None:
        return gettext("Categories, ages and definition agree, so the coefficients may be applied.")
    words = {"total": total_words(result), "count": grouped(len(result.result["areas"]))}
    return (
        ngettext(
            "%(total)s in %(count)s area together.",
            "%(total)s in %(count)s areas together.",
            len(result.result["areas"]),
        )
        % words
    )


def both_said(crosswalk: Crosswalk, sides: Sides, definition: DefinitionSheet | None) -> list[dict[str, str]]:
    """Return ages and definition of both sides, to be read one below the other."""
    model = crosswalk.model.definition or gettext("Its producer did not state it.")
    here = definition.working if definition else gettext("None is in force. No result is stored without one.")
    rows = [
        (gettext("Ages of the model"), _ages(sides.model_ages)),
        (gettext("Ages of the local data"), _ages(sides.local_ages)),
        (gettext("Definition of the model"), model),
        (gettext("Definition in force here"), here),
    ]
    return [{"label": label, "value": value} for label, value in rows]


def _ages(ages: tuple[int, int]) -> str:
    return gettext("%(from)s to %(to)s years") % {"from": ages[0], "to": ages[1]}


def mapping_table(crosswalk: Crosswalk) -> dict[str, Any]:
    """Make the table of a crosswalk, category by category."""
    labels = [gettext("Variable of the model"), gettext("Local column"), gettext("Same categories")]
    rows = []
    for name, one in crosswalk.mapping.items():
        cells = [{"text": name}, {"text": one.get("column") or gettext("None")}, {"text": _same(one)}]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("Category by category"),
        "holds": gettext("The category of the model stands first."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def _same(one: Mapping[str, Any]) -> str:
    if "shares" in one:
        shares = ", ".join(f"{name}: {percent(100 * share, 1)}" for name, share in one["shares"].items())
        return gettext("Distribution of a larger territory: %(shares)s. Source: %(source)s") % {
            "shares": shares,
            "source": one.get("source", ""),
        }
    if one.get("number"):
        return gettext("Enters as a number")
    said = "; ".join(f"{name} = {', '.join(codes)}" for name, codes in one["categories"].items())
    out = one.get("left_out")
    if not out:
        return said
    left = gettext("Left out: %(codes)s.") % {"codes": ", ".join(out)}
    return f"{said}. {left}"


def leaves_out(crosswalk: Crosswalk) -> str:
    """Say which children take no part, because their category was left out."""
    out = left_out_of(crosswalk.mapping)
    if not out:
        return ""
    codes = "; ".join(f"{column}: {', '.join(found)}" for column, found in out.items())
    return gettext("Children of these categories take no part: %(codes)s.") % {"codes": codes}


def area_table(
    result: AnalysisResult, names: Mapping[str, str], audience: Audience, *, rows: int | None = None
) -> dict[str, Any]:
    """Make the table of the areas, the highest estimated risk first.

    Parameters
    ----------
    names : mapping of str to str
        Name of each area by its path.
    audience : Audience
        Who reads it: in files, areas with few children are not shown.
    rows : int, optional
        Only so many.
    """
    labels = [
        gettext("Area"),
        gettext("Estimated risk"),
        gettext("Expected children"),
        gettext("Class"),
        gettext("Probability of the class"),
    ]
    areas = sorted(result.result["areas"], key=lambda one: (-(one["risk"] or 0), one["path"]))
    smallest = smallest_area(audience)
    shown = [one for one in areas if smallest is None or one["children"] >= smallest]
    told = [{"cells": _labelled(_area(one, result, names, audience), labels)} for one in shown[:rows]]
    holds = gettext("Estimated, with its 95 % interval. It orders areas; it says nothing of one child.")
    if len(shown) < len(areas):
        hidden = ngettext(
            "%(count)s area with few children is not shown.",
            "%(count)s areas with few children are not shown.",
            len(areas) - len(shown),
        ) % {"count": len(areas) - len(shown)}
        holds = f"{holds} {hidden}"
    return {
        "caption": gettext("Estimated risk by area"),
        "holds": holds,
        "columns": [{"label": label, "number": place in (1, 2, 4)} for place, label in enumerate(labels)],
        "rows": told,
        "source": result.source,
    }


def _labelled(cells: Sequence[Mapping[str, Any]], labels: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {**cell, "label": label, "number": place in (1, 2, 4)}
        for place, (cell, label) in enumerate(zip(cells, labels, strict=True))
    ]


def _area(
    one: Mapping[str, Any], result: AnalysisResult, names: Mapping[str, str], audience: Audience
) -> list[dict[str, Any]]:
    story = Story(
        source=result.source, year=result.year, basis=Basis.MODELLED, illustrative=result.illustrative
    )
    risk = words_for(suppress(risk_estimate(one, story), audience=audience))
    expected = words_for(suppress(_expected(one, story), audience=audience))
    code = one["path"].rpartition(".")[2]
    name = names.get(one["path"], "")
    sure = one["class_probability"]
    return [
        {"text": name or code, "small": code if name and name != code else ""},
        {
            "text": f"{risk.value} %" if risk.value else risk.missing,
            "small": risk.interval,
            "illustrative": result.illustrative,
        },
        {"text": expected.value or expected.missing, "small": expected.interval},
        {
            "text": str(CLASS_LABELS.get(one["class"] or "", one["class"] or gettext("No data"))),
            "small": gettext("Not sure") if one["borderline"] else "",
        },
        {"text": percent(100 * sure) if sure is not None else gettext("Not known")},
    ]


def risk_estimate(one: Mapping[str, Any], story: Story) -> Estimate:
    """Return the estimated risk of an area in percent."""
    return _estimate(one, ("risk", "lower", "upper"), 100, Unit.PERCENT, story)


def _expected(one: Mapping[str, Any], story: Story) -> Estimate:
    return _estimate(one, ("expected", "expected_lower", "expected_upper"), 1, Unit.PERSONS, story)


def _estimate(
    one: Mapping[str, Any], keys: tuple[str, str, str], times: float, unit: Unit, story: Story
) -> Estimate:
    value, lower, upper = (one[key] for key in keys)
    if value is None or one["risk"] is None:
        return missing(unit, story)
    if lower is None or upper is None:
        return Estimate(times * value, unit, story)
    return Estimate(times * value, unit, story, lower=times * lower, upper=times * upper)


def warnings_of(result: AnalysisResult) -> list[str]:
    """Return what the reader must know of a transfer, as sentences."""
    return [render(Message.from_json(one)) for one in result.result["warnings"]]
