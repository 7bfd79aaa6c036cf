"""Which service a file lists, and how its count is stored: the codes, their names, and names of one's own."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from clrisk_site.tables.spec import Context
from diagnosis.imports.located.facts import said

SERVICE, OTHER_NAME, OTHER = "service", "service_name", "other"
UNIT = "places"
"""Unit of every count of places, by which such indicators are known again."""

PREFIX = "places_"
"""Begins the codes of services that somebody named."""

SERVICES: Mapping[str, Promise | str] = {
    "clinics": _("Clinics and health centres"),
    "hospitals": _("Hospitals"),
    "pharmacies": _("Pharmacies and consulting rooms"),
    "schools": _("Schools"),
    "childcare": _("Child care centres"),
    "community_centres": _("Community centres"),
    "libraries": _("Libraries"),
    "sports_grounds": _("Sports grounds"),
    "internet_sites": _("Public internet sites"),
    "bakeries": _("Bakeries"),
    "markets": _("Markets and shops"),
    "economic_units": _("Economic units"),
    OTHER: _("Another service"),
}
LONGEST_NAME = 120


def code_of(context: Context) -> str:
    """Return the code of the indicator that the file is counted as; "" while nobody said what it lists."""
    service, name = said(context, SERVICE), said(context, OTHER_NAME)
    if service != OTHER:
        return service if service in SERVICES else ""
    slug = slugify(name).replace("-", "_")[: LONGEST_NAME - len(PREFIX)]
    return f"{PREFIX}{slug}" if slug else ""


def name_of(context: Context) -> str:
    """Return the name that is stored with the code, in the language of the site."""
    service = said(context, SERVICE)
    if service == OTHER:
        return said(context, OTHER_NAME)[:LONGEST_NAME]
    with override(settings.LANGUAGE_CODE):
        return str(SERVICES.get(service, service))


def label_of(code: str, name: str) -> str:
    """Return what a count is called on a page: known services in the language of the reader."""
    return str(SERVICES[code]) if code in SERVICES else name or code


def facts_for(code: str, name: str) -> dict[str, str]:
    """Return what an import of the same counts must say about itself."""
    if code in SERVICES:
        return {SERVICE: code}
    return {SERVICE: OTHER, OTHER_NAME: name or code.removeprefix(PREFIX)}
