"""The lines of the plan with their links by name, in four queries however many there are."""

from collections.abc import Iterable, Mapping

from django.db.models import Prefetch

from mapping.models import LocalOffer
from planning.models import ActionLine, Pilot
from planning.queries.chain_of_line import LineLinks
from planning.queries.gathered_rows import gathered, rows_beside


def plan_lines(
    pilot: Pilot, statuses: Iterable[str], factor_names: Mapping[str, str]
) -> list[tuple[ActionLine, LineLinks]]:
    """Read lines by code. A factor is named as it was read already; one that was not, by its code."""
    offers = LocalOffer.objects.select_related("programme__institution")
    lines = (
        ActionLine.objects.filter(pilot=pilot, status__in=statuses)
        .select_related("lead")
        .prefetch_related(Prefetch("offers", queryset=offers), "activities", "indicators")
        .annotate(
            factors_found=gathered(
                ActionLine.factors.through.objects.all(), "actionline", code="factor__code"
            ),
            zones_found=gathered(ActionLine.zones.through.objects.all(), "actionline", letter="zone__letter"),
            supporters_found=gathered(
                ActionLine.co_responsible.through.objects.all(),
                "actionline",
                name="institution__name",
                acronym="institution__acronym",
            ),
        )
        .order_by("code")
    )
    return [(line, _links(line, factor_names)) for line in lines]


def _links(line: ActionLine, factor_names: Mapping[str, str]) -> LineLinks:
    order = {code: position for position, code in enumerate(factor_names)}
    codes = [row["code"] for row in rows_beside(line, "factors_found")]
    codes.sort(key=lambda code: (order.get(code, len(order)), code))
    return LineLinks(
        factors=tuple((code, factor_names.get(code, code)) for code in codes),
        zones=tuple(sorted(row["letter"] for row in rows_beside(line, "zones_found"))),
        supporters=tuple(
            sorted(row["acronym"] or row["name"] for row in rows_beside(line, "supporters_found"))
        ),
    )
