"""Values of other levels used for a municipality: each as one sentence, and as the rows of a table."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from diagnosis.models import DataLevel, Inference


def inferences_lead(count: int) -> str:
    """Say how many values of other levels are used here."""
    if not count:
        return gettext("No value of another level is recorded as used here.")
    words = ngettext(
        "%(count)s value of another level is used here, with its reason.",
        "%(count)s values of other levels are used here, each with its reason.",
        count,
    )
    return words % {"count": count}


def inference_sentence(inference: Inference) -> str:
    """Return the sentence that stands wherever the value is used."""
    words = {
        "place": _whose(inference),
        "municipality": inference.territory.name,
        "subject": inference.subject,
        "value": inference.value,
        "reason": inference.reason.strip().rstrip("."),
    }
    if inference.value:
        return (
            gettext("«%(subject)s»: the value of %(place)s, %(value)s, is used for %(municipality)s.") % words
        )
    return gettext("«%(subject)s»: the result of %(place)s is used for %(municipality)s.") % words


def reason_words(inference: Inference) -> str:
    """Return why the value is used, as the team wrote it."""
    return gettext("Because: %(reason)s") % {"reason": inference.reason.strip()}


def inference_table(
    inferences: Sequence[Inference], *, path: str = "", edits: bool = False
) -> dict[str, Any]:
    """Return the register as a table; documents and files take the same."""
    labels = [gettext("Value used here"), gettext("Why"), gettext("Source"), gettext("Limits")]
    rows = []
    for one in inferences:
        cells: list[dict[str, Any]] = [
            {
                "text": inference_sentence(one),
                "url": reverse("inference-edit", args=[path, one.pk]) if edits else "",
                "small": gettext("Factor: %(factor)s") % {"factor": one.factor} if one.factor else "",
                "illustrative": one.illustrative,
            },
            {"text": reason_words(one)},
            {"text": f"{one.source} ({one.year})"},
            {"text": one.limits or gettext("None was recorded.")},
        ]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("Values of other levels used here"),
        "holds": gettext("An inferred value is no measurement of the municipality."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def _whose(inference: Inference) -> str:
    level = DataLevel(inference.from_level)
    return {
        DataLevel.NATIONAL: gettext("the nation (%(place)s)"),
        DataLevel.STATE: gettext("the state (%(place)s)"),
        DataLevel.MUNICIPAL: gettext("another municipality (%(place)s)"),
        DataLevel.MICRO: gettext("areas within it (%(place)s)"),
    }[level] % {"place": inference.from_place}
