"""What was agreed in an interview: recorded, marked as done, removed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.page import page
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from mapping.forms.interview_note import FollowUpForm
from mapping.models import FollowUp, Interview
from mapping.views.fetching import own_record
from mapping.views.interviews import closed


@require_http_methods(["GET", "HEAD", "POST"])
def create_follow_up(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Record something that was agreed."""
    territory, interview = own_record(request, path, Interview.objects.select_related("institution"), pk)
    if interview.is_withdrawn:
        return closed(request, interview)
    return _edit(request, territory, FollowUp(territory=territory, interview=interview))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_follow_up(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct it, or say when it was done."""
    rows = FollowUp.objects.select_related("interview__institution")
    territory, follow_up = own_record(request, path, rows, pk)
    return _edit(request, territory, follow_up)


@require_POST
@once
def remove_follow_up(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove what was recorded by mistake."""
    territory, follow_up = own_record(request, path, FollowUp.objects.all(), pk)
    return remove_record(
        request, follow_up, reverse("interview", args=[territory.path, follow_up.interview_id])
    )


def _edit(request: HttpRequest, territory: Territory, follow_up: FollowUp) -> HttpResponse:
    address = reverse("interview", args=[territory.path, follow_up.interview_id])
    return edit_record(
        request,
        FollowUpForm,
        follow_up,
        template="mapping/interviews/follow_up_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, follow_up=follow_up, interview=follow_up.interview),
        above=address,
    )
