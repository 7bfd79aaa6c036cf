"""The page of stage 2: its tasks with their derived states."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from diagnosis.audience import audience_for
from diagnosis.presenters.key_figures import diagnosis_figures
from diagnosis.presenters.leads import stage_lead
from diagnosis.presenters.stage_tasks import next_step, stage_parts
from diagnosis.presenters.stale_words import outdated_words
from diagnosis.queries.phase_one import phase_one_of
from diagnosis.queries.progress import diagnosis_progress
from diagnosis.queries.recorded import recorded
from diagnosis.queries.stale_numbers import outdated_numbers
from diagnosis.queries.zones import zones_of


@require_safe
def show_stage(request: HttpRequest, path: str) -> HttpResponse:
    """Show what is settled in the diagnosis and what comes next."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    progress = diagnosis_progress(territory)
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    audience = audience_for(request.user, territory)
    figures = diagnosis_figures(phase_one_of(territory), zones_of(territory), audience=audience)
    outdated = outdated_numbers(territory, progress.in_force)
    context = page(
        request,
        territory,
        2,
        lead=outdated_words(outdated) or stage_lead(progress),
        parts=stage_parts(progress, recorded(territory), path),
        next_step=next_step(progress, path) if edits else None,
        figures=figures,
    )
    return render(request, "diagnosis/stage.html", context)
