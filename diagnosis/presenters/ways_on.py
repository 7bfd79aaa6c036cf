"""The page "what to do when your survey is too small": sentences and steps from what is recorded."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from diagnosis.queries.ways_on import TooSmall, WaysOn

type Step = dict[str, Any]


def ways_lead(found: WaysOn) -> str:
    """Say how many numbers are kept back here, or that none is."""
    if not found.too_small:
        return gettext("No number is kept back here so far. These are the ways for the day when one is.")
    return ngettext(
        "%(count)s number is kept back because the survey is too small for it. The diagnosis can go on.",
        "%(count)s numbers are kept back because the survey is too small for them. The diagnosis can go on.",
        found.kept_back,
    ) % {"count": grouped(found.kept_back)}


def kept_back_rows(found: WaysOn, path: str) -> list[dict[str, str]]:
    """Make one row per survey or result with numbers that are kept back."""
    return [
        {
            "label": f"{one.title} ({one.year})",
            "value": gettext("%(back)s of %(all)s numbers are kept back.")
            % {"back": grouped(one.kept_back), "all": grouped(one.numbers)},
            "url": _address(one, path),
        }
        for one in found.too_small
    ]


def _address(one: TooSmall, path: str) -> str:
    if one.survey_pk is not None:
        return reverse("survey", args=[path, one.survey_pk])
    return reverse("result", args=[path, one.result_pk])


def ways(found: WaysOn, path: str) -> list[Step]:
    """Make the five ways on, in the order in which they cost least, with what exists here of each."""
    return [
        _way(
            gettext("Cut the sample less"),
            gettext("Ask for girls and boys together, or for wider ages. Two years may not be pooled here."),
            "surveys",
            path,
            gettext("Surveys"),
            "",
        ),
        _way(
            gettext("Take the state's value, and say so"),
            gettext("A larger place has a larger sample. Write down why its value may hold here."),
            "inferences",
            path,
            gettext("Values taken from another level"),
            ngettext("%(count)s recorded", "%(count)s recorded", found.inferences)
            % {"count": found.inferences},
        ),
        _way(
            gettext("Use proxies by area"),
            gettext("The census reaches every area. A proxy stands for the factor that nobody measured."),
            "proxies",
            path,
            gettext("Proxies of a factor"),
            ngettext("%(count)s in use", "%(count)s in use", found.proxies) % {"count": found.proxies},
        ),
        _way(
            gettext("Ask for administrative records"),
            gettext("Schools, health and transfers count everyone whom they serve."),
            "requests",
            path,
            gettext("Information requests"),
            ngettext("%(done)s of %(count)s answered", "%(done)s of %(count)s answered", found.requests)
            % {"done": found.requests_answered, "count": found.requests},
        ),
        _way(
            gettext("Listen to people who know"),
            gettext(
                "Interviews and groups cost less than a survey. Their findings stand beside the numbers."
            ),
            "qualitative",
            path,
            gettext("Qualitative work"),
            ngettext("%(count)s finding", "%(count)s findings", found.findings) % {"count": found.findings},
        ),
    ]


def _way(title: str, text: str, page: str, path: str, action: str, known: str) -> Step:
    return {
        "title": title,
        "text": text,
        "url": reverse(page, args=[path]),
        "action": action,
        "known": known,
    }
