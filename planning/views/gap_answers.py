"""What people decide about a computed gap; the answer keeps the hash of the evidence it was given to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.places.models import Territory
from diagnosis.audience import audience_for
from mapping.models import GovernmentLevel
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.supply import By, GapCell, SupplyQuestion
from planning.forms.answers import GapAnswerForm
from planning.models import GapAnswer, GapDecision
from planning.presenters.gap_answer import answer_lead, answer_notes
from planning.queries.gap_answers import find_answer
from planning.queries.pilots import pilot_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def answer_gap(request: HttpRequest, path: str, factor: str, key: str) -> HttpResponse:
    """Accept a gap with a reason, or say that an action line answers it."""
    territory = territory_for(request.user, path, Permission.EDIT_DESIGN)
    pilot = pilot_or_404(territory)
    cell = _cell(request, territory, factor, key)
    answer = find_answer(pilot, cell) or GapAnswer(
        territory=territory,
        pilot=pilot,
        factor_id=cell.factor.factor_id,
        zone_id=cell.column.zone_id,
        level=cell.column.level,
        decision=GapDecision.ACCEPTED,
    )
    stale = bool(answer.pk) and answer.evidence_hash != cell.evidence_hash
    # Whoever answers now has seen the evidence as it is now.
    answer.evidence_hash = cell.evidence_hash
    back = reverse("gaps", args=[path])
    context = {
        "heading": gettext("Answer to a gap"),
        "lead": answer_lead(cell),
        "notes": answer_notes(cell),
        "stale": stale,
        "trail": [{"label": gettext("Supply and gaps"), "url": back}],
        "here": cell.factor.name,
        "stage": 3,
        "back_url": back,
    }
    return edit_record(
        request,
        GapAnswerForm,
        answer,
        template="planning/gap_answer.html",
        then=lambda _saved: back,
        context=page(request, territory, 3, **context),
    )


def _cell(request: HttpRequest, territory: Territory, factor: str, key: str) -> GapCell:
    by = By.LEVEL if key in GovernmentLevel.values else By.ZONE
    question = SupplyQuestion(territory.path, latest_year(territory), by)
    cell = supply_by_factor(question, audience_for(request.user, territory)).cell(factor, key)
    if cell is None:
        raise Http404
    return cell
