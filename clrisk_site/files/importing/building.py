"""Builds the spec of a kind of file for one territory, as the pages, the jobs and the command line use it."""

from clrisk_site.files.importing.speaking import spoken
from clrisk_site.files.registry import ImportKind
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import ImportSpec


def build_spec(kind: ImportKind, territory: Territory) -> ImportSpec:
    """Return the spec with what the database knows today, understanding its labels in all languages."""
    return spoken(kind.build(territory))
