"""The factsheets of zones as documents: all zones of a municipality, or one of them."""

from collections.abc import Callable
from functools import partial

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.documents.factsheets import produced, sheet_set
from diagnosis.documents.reader import Version, reader_of
from diagnosis.documents.sheet import SheetSet
from diagnosis.documents.zone_content import collect_zones
from diagnosis.documents.zone_sheet import zone_sheet, zone_title


def zone_sheets(order: Order, version: Version, *, zone_id: int | None = None) -> Callable[[int], SheetSet]:
    """Read the zones once; return what puts them on pages, by the rows that a table may have.

    Parameters
    ----------
    zone_id : int, optional
        The one zone that is wanted.

    Raises
    ------
    DocumentNotPossible
        Where no zone is drawn, or none that this reader is told of.
    """
    territory = order.territory
    reader = reader_of(order.by, territory, version)
    content = collect_zones(territory, reader)
    if zone_id is not None:
        content = content.only(zone_id)
    if not content.zones:
        raise DocumentNotPossible(says("No priority zone of %(name)s can be shown yet.", name=territory.name))
    title = gettext("Factsheets of the zones of %(name)s") % {"name": territory.name}
    if len(content.zones) == 1:
        title = zone_title(content, content.zones[0])
    head = head_of(territory)

    def made(rows: int) -> SheetSet:
        sheets = tuple(zone_sheet(content, one, reader, rows=rows) for one in content.zones)
        return sheet_set(title, sheets, order, reader, head)

    return made


def build(order: Order, *, version: Version, zone_id: int | None = None, name: str = "") -> Produced:
    """Return the factsheets of zones in the language and the format that were asked for."""
    with translation.override(order.language):
        make = zone_sheets(order, version, zone_id=zone_id)
        said = name or gettext("zones")
        if version is Version.PUBLIC:
            said = f"{said}-{gettext('public')}"
        return produced(make, order, said)


def _print_url(version: Version) -> Callable[[Territory], str]:
    return lambda territory: reverse("zone-factsheets", args=[territory.path, version.value])


_FORMATS = (DocumentFormat.PDF, DocumentFormat.DOCX)

ZONE_FACTSHEETS = DocumentKind(
    code="zone-factsheets",
    label=_("Factsheets of the zones"),
    explanation=_("One page for each zone: where it is, who lives there, what is known of each factor."),
    permission=Permission.VIEW_DIAGNOSIS,
    build=partial(build, version=Version.WORKING),
    print_url=_print_url(Version.WORKING),
    formats=_FORMATS,
    position=4,
    listed=False,
)
PUBLIC_ZONE_FACTSHEETS = DocumentKind(
    code="zone-factsheets-public",
    label=_("Public factsheets of the zones"),
    explanation=_("The prioritised zones alone, own counts rounded to five."),
    permission=Permission.VIEW_DIAGNOSIS,
    build=partial(build, version=Version.PUBLIC),
    print_url=_print_url(Version.PUBLIC),
    formats=_FORMATS,
    position=5,
    listed=False,
)
