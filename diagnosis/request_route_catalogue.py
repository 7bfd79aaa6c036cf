"""The catalogue of request routes: where it is seeded from, and what a country may set beside the texts."""

from functools import partial
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.fields import ChoiceField, NumberField
from clrisk_site.catalogue.loading import seed
from clrisk_site.catalogue.registry import Catalogue, Shipped, register
from clrisk_site.catalogue.uses import Use, register_use
from diagnosis.models import DayKind, InformationRequest, RequestRoute, RouteKind

_FIELDS = (
    ChoiceField("kind", _("Who asks"), RouteKind.choices),
    NumberField("days", _("Days to answer"), 1, 365, optional=True),
    NumberField("extension_days", _("Days of an extension"), 1, 365, optional=True),
    ChoiceField("day_kind", _("How the days count"), DayKind.choices),
    NumberField("remind_after", _("Remind after so many days"), 1, 365, optional=True),
)


def _routes(catalogue: Catalogue, country: str) -> tuple[Shipped, ...]:
    """Return the routes of every country and those of this one; a law holds nowhere else."""
    rows = RequestRoute.objects.filter(country="", country_only__in=["", country])
    return tuple(
        Shipped(
            code=row.code,
            texts=row.texts,
            explanations=row.explanations,
            values={one.code: getattr(row, one.code) for one in catalogue.fields},
            fields=catalogue.fields,
            active=row.active,
        )
        for row in rows
    )


_FILE = Path(__file__).parent / "catalogue" / "request_routes.yaml"
REQUEST_ROUTES = Catalogue(
    code=RequestRoute.CATALOGUE,
    read=_routes,
    files=(_FILE,),
    load=partial(seed, RequestRoute),
    model=RequestRoute,
    label=_("Routes of information requests"),
    explanation=_("Who asks for records and how long the law allows for an answer. Check the rule in force."),
    fields=_FIELDS,
    more_label=_("Deadline and what to check"),
)


def register_request_routes() -> None:
    """Let pages show the routes, and say what uses them."""
    register(REQUEST_ROUTES)
    register_use(RequestRoute.CATALOGUE, Use(InformationRequest, _("Information requests"), "route"))
