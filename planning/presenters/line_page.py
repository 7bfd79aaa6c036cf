"""What the page of a line adds to its chain: addresses, who saved it, its activities and indicators."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from planning.models import ActionLine
from planning.presenters.chain import ChainAddresses, baseline_words, target_words
from planning.presenters.dates import span
from planning.queries.chain_of_line import indicator_link


def addresses_of(line: ActionLine, path: str) -> ChainAddresses:
    """Return where each link of the chain leads."""
    programmes = {
        offer.programme_id: reverse("programme", args=[path, offer.programme_id])
        for offer in line.offers.all()
    }
    return ChainAddresses(
        statistic=reverse("zones", args=[path]),
        factor=reverse("factors", args=[path]),
        gap=reverse("gaps", args=[path]),
        programmes=programmes,
        indicator="#indicators",
    )


def saved_words(line: ActionLine) -> str:
    """Say which version this is, who saved it and when."""
    words = {
        "version": line.version,
        "who": str(line.updated_by) if line.updated_by else "—",
        "when": date_format(localtime(line.updated_at), "SHORT_DATETIME_FORMAT"),
    }
    return gettext("Version %(version)s · %(who)s · saved %(when)s") % words


def part_rows(line: ActionLine, path: str, *, editable: bool) -> dict[str, list[dict[str, Any]]]:
    """Make the activities and the indicators with the addresses that change them."""

    def address(name: str, pk: int) -> str:
        return reverse(name, args=[path, pk]) if editable else ""

    activities = [
        {
            "title": activity.title,
            "days": span(activity.starts_on, activity.ends_on),
            "responsible": activity.responsible,
            "edit_url": address("activity-edit", activity.pk),
            "delete_url": address("activity-delete", activity.pk),
        }
        for activity in line.activities.all()
    ]
    indicators = [
        {
            "title": indicator.name,
            "unit": indicator.unit,
            "baseline": baseline_words(indicator_link(indicator)),
            "plan": indicator.baseline_plan,
            "target": target_words(indicator_link(indicator)),
            "means": indicator.means_of_verification,
            "every": indicator.every,
            "edit_url": address("indicator-edit", indicator.pk),
            "delete_url": address("indicator-delete", indicator.pk),
        }
        for indicator in line.indicators.all()
    ]
    return {"activities": activities, "indicators": indicators}
