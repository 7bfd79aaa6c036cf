"""What a person may do, in sentences: the table of permissions for readers who know no codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.permissions import Permission


class Manner(StrEnum):
    """How far a permission goes."""

    READS = "reads"
    WRITES = "writes"
    DECIDES = "decides"


MANNER_LABELS: Mapping[Manner, str | Promise] = {
    Manner.READS: _("Reads"),
    Manner.WRITES: _("Writes"),
    Manner.DECIDES: _("Decides"),
}

WORDS: Mapping[Permission, tuple[Manner, str | Promise]] = {
    Permission.VIEW_PUBLISHED: (Manner.READS, _("what is published of the place")),
    Permission.VIEW_DIAGNOSIS: (Manner.READS, _("the local diagnosis: factors, zones and needs")),
    Permission.VIEW_MAPPING: (Manner.READS, _("programmes, institutions, spaces and gaps")),
    Permission.VIEW_SUBMITTED: (Manner.READS, _("the plan and the lines that were submitted")),
    Permission.VIEW_DRAFTS: (Manner.READS, _("drafts of the municipality's own team")),
    Permission.VIEW_AUDIT: (Manner.READS, _("the history: who did what, and when")),
    Permission.VIEW_IMPORTS: (Manner.READS, _("files that were brought in, and their receipts")),
    Permission.EDIT_DIAGNOSIS: (Manner.WRITES, _("the diagnosis: factors, zones, needs and the definition")),
    Permission.EDIT_MAPPING: (Manner.WRITES, _("programmes, institutions, competences and spaces")),
    Permission.EDIT_DESIGN: (Manner.WRITES, _("the scope, the action lines and the plan")),
    Permission.OPEN_PILOT: (Manner.DECIDES, _("to open the pilot of a municipality")),
    Permission.APPROVE: (Manner.DECIDES, _("on exceptions, and approves on behalf of the municipality")),
    Permission.IMPORT_TERRITORIES: (Manner.WRITES, _("lists of territories and their boundaries, by file")),
    Permission.IMPORT_RISK_RESULTS: (Manner.WRITES, _("risk results and indicators, by file")),
    Permission.IMPORT_PROGRAMMES: (Manner.WRITES, _("programmes, by file")),
    Permission.VIEW_PEOPLE: (Manner.READS, _("who has access here, and how to reach them")),
    Permission.VIEW_RESTRICTED: (Manner.READS, _("files and notes that are marked as restricted")),
    Permission.MANAGE_PEOPLE: (Manner.DECIDES, _("who holds a post or a membership here and below")),
    Permission.GRANT_SEATS: (Manner.DECIDES, _("who takes a seat, and who fills in a record by link")),
    Permission.EDIT_LETTERHEAD: (Manner.WRITES, _("the letterhead of the documents")),
    Permission.EDIT_CATALOGUE: (Manner.WRITES, _("the catalogues of the country or state")),
}


@dataclass(frozen=True)
class Allowed:
    """One manner with all that it covers."""

    label: str
    things: tuple[str, ...]


def allowed_in_words(permissions: Iterable[Permission]) -> tuple[Allowed, ...]:
    """Put permissions into words: reads first, then writes, then decides, each in the order of the table."""
    held = [WORDS[one] for one in WORDS if one in set(permissions)]
    found = {manner: tuple(str(words) for how, words in held if how is manner) for manner in Manner}
    return tuple(Allowed(str(MANNER_LABELS[manner]), things) for manner, things in found.items() if things)
