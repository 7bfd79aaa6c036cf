"""Where a person stands while reading a survey, or choosing the columns of an analysis."""

from django.urls import reverse
from django.utils.translation import gettext


def survey_steps(now: int, path: str, *, page: str = "survey-new") -> list[dict[str, str]]:
    """Make the steps: the file, its columns, the result."""
    labels = [gettext("File"), gettext("Columns and codes"), gettext("Result")]
    states = ["done" if place < now else "current" if place == now else "later" for place in range(1, 4)]
    steps = [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]
    if now > 1:
        steps[0]["url"] = reverse(page, args=[path])
    return steps
