"""What the overview of the mapping opens with: one lead, and the one thing that waits."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from mapping.presenters.gap_matrix import matrix_counts
from mapping.presenters.programme_list import programmes_above
from mapping.queries.progress import MappingProgress
from mapping.supply import SupplyMatrix


def overview_lead(progress: MappingProgress, matrix: SupplyMatrix | None) -> str:
    """Say how far the mapping has come; above the municipalities there is no matrix."""
    if not progress.is_started:
        return gettext("Nothing has been mapped yet. Start with the programmes that already run.")
    if matrix is None:
        return programmes_above(progress.programmes)
    return f"{progress.summary} {matrix_counts(matrix) if progress.programmes else ''}".strip()


def next_step(path: str, progress: MappingProgress, matrix: SupplyMatrix | None) -> dict[str, str] | None:
    """Return the one thing that waits, or None."""
    if not progress.programmes:
        return {
            "title": gettext("Next: bring the inventory of programmes"),
            "consequence": gettext("Without programmes nothing can be said about supply."),
            "url": reverse("import-file", args=[path, "programmes"]),
            "action": gettext("Bring a file"),
        }
    if progress.unlinked_programmes:
        text = ngettext(
            "Next: link %(count)s programme to factors",
            "Next: link %(count)s programmes to factors",
            progress.unlinked_programmes,
        )
        return {
            "title": text % {"count": progress.unlinked_programmes},
            "consequence": gettext("Until then, an empty row of the matrix stays unknown."),
            "url": reverse("programmes-factors", args=[path]),
            "action": gettext("Review the programmes"),
        }
    if not progress.spaces:
        return {
            "title": gettext("Next: record the coordination space"),
            "consequence": gettext("It validates the plan, so it must be known before the design."),
            "url": reverse("space-create", args=[path]),
            "action": gettext("Record a space"),
        }
    if matrix is not None and matrix.gaps:
        text = ngettext("Next: answer %(count)s gap", "Next: answer %(count)s gaps", len(matrix.gaps))
        return {
            "title": text % {"count": len(matrix.gaps)},
            "consequence": gettext("Each gap needs an action line, or a reason why it is accepted."),
            "url": reverse("gaps", args=[path]),
            "action": gettext("See the gaps"),
        }
    return None
