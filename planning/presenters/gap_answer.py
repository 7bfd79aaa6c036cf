"""A gap in words, for whoever decides about it."""

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import words_for
from mapping.gap_words import GAP_WORDS
from mapping.presenters.saying import all_said, said
from mapping.supply import GapCell


def answer_lead(cell: GapCell) -> str:
    """Name the factor, the place and the gap."""
    return gettext("“%(factor)s”, %(place)s: %(gap)s.") % {
        "factor": cell.factor.name,
        "place": cell.column.name,
        "gap": said(GAP_WORDS[cell.type]).lower(),
    }


def answer_notes(cell: GapCell) -> list[str]:
    """List what the gap rests on, and how many children it concerns."""
    need = words_for(cell.need)
    children = gettext("Girls, boys and adolescents concerned: %(count)s.") % {
        "count": need.value or need.missing.lower()
    }
    return [children, *all_said(cell.why)]
