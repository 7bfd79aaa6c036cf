"""The overview of the mapping: one lead, its parts with counts, and the next step."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from mapping.presenters.gap_matrix import matrix_counts
from mapping.presenters.programme_list import programmes_above
from mapping.queries.acknowledgements import Acknowledgements
from mapping.queries.progress import MappingProgress
from mapping.supply import SupplyMatrix


def overview_lead(progress: MappingProgress, matrix: SupplyMatrix | None) -> str:
    """Say how far the mapping has come; above the municipalities there is no matrix."""
    if not progress.is_started:
        return gettext("Nothing has been mapped yet. Start with the programmes that already run.")
    if matrix is None:
        return programmes_above(progress.programmes)
    return f"{progress.summary} {matrix_counts(matrix) if progress.programmes else ''}".strip()


def overview_parts(
    path: str,
    progress: MappingProgress,
    matrix: SupplyMatrix | None,
    acknowledgements: Acknowledgements | None,
) -> list[dict[str, Any]]:
    """Return the parts of the mapping, each with what it is for, what it holds, and whether it waits."""
    parts = [
        _part(
            path,
            "programmes",
            gettext("Record programmes and what each can do here"),
            progress.summary if matrix else programmes_above(progress.programmes),
            _state(
                progress.programmes, complete=bool(progress.programmes) and not progress.unlinked_programmes
            ),
        ),
        _part(
            path,
            "institutions",
            gettext("Record institutions and their powers"),
            _institutions(progress),
            _state(progress.institutions, complete=bool(progress.competences)),
        ),
        _part(
            path,
            "spaces",
            gettext("Record coordination spaces and their members"),
            ngettext("%(count)s space recorded.", "%(count)s spaces recorded.", progress.spaces)
            % {"count": progress.spaces},
            _state(progress.spaces, complete=bool(progress.spaces)),
        ),
    ]
    parts.append(
        _part(
            path,
            "beneficiaries",
            gettext("Count lists of beneficiaries"),
            ngettext("%(count)s list counted.", "%(count)s lists counted.", progress.countings)
            % {"count": progress.countings},
            "started" if progress.countings else "open",
        )
    )
    if matrix is not None and acknowledgements is not None:
        parts += _parts_of_a_municipality(path, progress, matrix, acknowledgements)
    return parts


def _parts_of_a_municipality(
    path: str, progress: MappingProgress, matrix: SupplyMatrix, acknowledgements: Acknowledgements
) -> list[dict[str, Any]]:
    return [
        _part(
            path,
            "gaps",
            gettext("Read supply and gaps"),
            matrix_counts(matrix),
            "started" if progress.programmes else "open",
        ),
        _part(
            path,
            "acknowledgements",
            gettext("Note who acknowledged the definition"),
            _acknowledged(acknowledgements),
            _acknowledged_state(acknowledgements),
        ),
    ]


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
            "url": reverse("programmes", args=[path]),
            "action": gettext("See the programmes"),
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


def _part(path: str, name: str, title: str, note: str, state: str) -> dict[str, Any]:
    return {"url": reverse(name, args=[path]), "title": title, "note": note, "state": state}


def _state(number: int, *, complete: bool) -> str:
    if complete:
        return "done"
    return "started" if number else "open"


def _institutions(progress: MappingProgress) -> str:
    institutions = ngettext("%(count)s institution", "%(count)s institutions", progress.institutions)
    powers = ngettext("%(count)s power by norm", "%(count)s powers by norm", progress.competences)
    return f"{institutions % {'count': progress.institutions}}, {powers % {'count': progress.competences}}."


def _acknowledged(acknowledgements: Acknowledgements) -> str:
    if acknowledgements.sheet is None:
        return gettext("Missing: a working definition in force.")
    return gettext("%(done)s of %(all)s institutions acknowledged it.") % {
        "done": acknowledgements.done,
        "all": len(acknowledgements.rows),
    }


def _acknowledged_state(acknowledgements: Acknowledgements) -> str:
    if acknowledgements.sheet is None:
        return "closed"
    total = len(acknowledgements.rows)
    return _state(acknowledgements.done, complete=bool(total) and acknowledgements.done == total)
