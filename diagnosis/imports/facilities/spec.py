"""Puts the import of services counted per area together, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import Fact, ImportKind
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.counted import AREA_COUNTS
from clrisk_site.tables.limits import BULK
from clrisk_site.tables.spec import ImportSpec
from diagnosis.imports.facilities.checking import COMPLETE, LEVEL, YES, check_facilities
from diagnosis.imports.facilities.columns import KEY, make_columns
from diagnosis.imports.facilities.counting import AREA, MUNICIPALITY
from diagnosis.imports.facilities.listed import OTHER_NAME, SERVICE, SERVICES
from diagnosis.imports.facilities.storing import (
    remove_counts,
    stored_counts,
    stored_services,
    write_counts,
)
from diagnosis.imports.located.levels import stored_levels
from diagnosis.imports.reach import levels_of


def build_facilities_spec(territory: Territory) -> ImportSpec:
    """Return the spec for registers of services in or below `territory`."""
    wanted = [level.code for level in stored_levels(territory)]
    return ImportSpec(
        kind="facilities",
        label=says("Services per area"),
        columns=make_columns(levels_of(territory), wanted),
        key=KEY,
        existing=lambda context: stored_counts(territory, context),
        write=lambda change, context: write_counts(territory, change, context),
        remove=lambda rows, context: remove_counts(territory, rows, context),
        check=lambda frame, context: check_facilities(territory, frame, context),
        limits=BULK,
        counted=AREA_COUNTS,
        only_known=True,
    )


FACILITIES = ImportKind(
    kind="facilities",
    label=_("Services per area"),
    explanation=_(
        "A register of clinics, schools, shops or other places, counted per area by code or by coordinates. "
        "Only the counts are kept: no owner, telephone or address."
    ),
    example=_(
        "For example: the health facilities (CLUES) or the economic units (DENUE) of your municipality."
    ),
    permission=Permission.IMPORT_RISK_RESULTS,
    rows_stand_alone=True,
    build=build_facilities_spec,
    facts=(
        Fact(SERVICE, _("What the file lists"), choices=SERVICES, required=True),
        Fact(OTHER_NAME, _("Name of another service"), help=_("Only if it is none of those in the list.")),
        Fact(
            LEVEL,
            _("Count by"),
            choices={
                AREA: _("The smallest areas that are known"),
                MUNICIPALITY: _("Municipality"),
            },
            default=AREA,
        ),
        Fact(
            COMPLETE,
            _("Does the file list every one of them in this place?"),
            help=_("Only then an area without any gets the number 0. Otherwise it stays without data."),
            choices={"no": _("No, or nobody knows"), YES: _("Yes, every one")},
            default="no",
        ),
    ),
    needs_year=True,
    needs_source=True,
    group=_("Diagnosis"),
    counted=AREA_COUNTS,
    stored_sets=stored_services,
)
