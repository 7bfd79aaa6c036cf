"""Which documents of the diagnosis a person may have made of a place."""

from typing import Any

from django.utils.translation import gettext

from clrisk_site.places.models import Territory
from diagnosis.documents.factsheets import FACTSHEET, PUBLIC_FACTSHEET
from diagnosis.documents.report.document import PUBLIC_REPORT, REPORT
from diagnosis.documents.zone_factsheets import PUBLIC_ZONE_FACTSHEETS, ZONE_FACTSHEETS
from diagnosis.presenters.factsheet_page import section


def sections_of(territory: Territory, *, sees_diagnosis: bool, has_zones: bool) -> list[dict[str, Any]]:
    """Return the sections of the page, each a document in its versions."""
    found = [
        section(
            "place",
            gettext("Factsheet of %(name)s") % {"name": territory.name},
            gettext("One page with the published level, and the level relative to the region."),
            (FACTSHEET, PUBLIC_FACTSHEET),
            territory,
        )
    ]
    if has_zones:
        found.append(
            section(
                "zones",
                gettext("Factsheets of the zones"),
                gettext("One page for each zone, all in one document."),
                (ZONE_FACTSHEETS, PUBLIC_ZONE_FACTSHEETS),
                territory,
            )
        )
    if sees_diagnosis and territory.level.is_municipal:
        found.append(
            section(
                "report",
                gettext("Report of the characterisation"),
                gettext("What was found out, how, and what it does not say."),
                (REPORT, PUBLIC_REPORT),
                territory,
            )
        )
    return found
