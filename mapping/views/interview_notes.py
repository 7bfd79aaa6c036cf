"""Notes of an interview: written, corrected and removed by those who may read them."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.access import found_or_404, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from mapping.forms.interview_note import InterviewNoteForm
from mapping.models import Handling, Interview, InterviewNote, InterviewTheme
from mapping.queries.interview_notes import notes_readable_by, reads_restricted
from mapping.views.fetching import own_record
from mapping.views.interviews import closed


@require_http_methods(["GET", "HEAD", "POST"])
def create_note(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Note what was said, under the theme of the address if it names one."""
    territory, interview = own_record(request, path, Interview.objects.select_related("institution"), pk)
    if interview.is_withdrawn:
        return closed(request, interview)
    theme = InterviewTheme.objects.filter(code=request.GET.get("theme", "")).first()
    is_team = reads_restricted(request.user, territory)
    note = InterviewNote(
        territory=territory,
        interview=interview,
        theme=theme,
        handling=Handling.RESTRICTED if is_team else Handling.OPEN,
    )
    return _edit(request, territory, note)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_note(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct a note, or who may read it."""
    territory, note = _own_note(request, path, pk)
    return _edit(request, territory, note)


@require_POST
@once
def remove_note(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a note back."""
    territory, note = _own_note(request, path, pk)
    return remove_record(request, note, reverse("interview", args=[territory.path, note.interview_id]))


def _own_note(request: HttpRequest, path: str, pk: int) -> tuple[Territory, InterviewNote]:
    """Fetch a note that this person may read here; any other looks as if it did not exist."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    notes = notes_readable_by(request.user, territory).select_related("interview__institution", "territory")
    return territory, found_or_404(notes, pk=pk)


def _edit(request: HttpRequest, territory: Territory, note: InterviewNote) -> HttpResponse:
    address = reverse("interview", args=[territory.path, note.interview_id])
    return edit_record(
        request,
        InterviewNoteForm,
        note,
        template="mapping/interviews/note_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, note=note, interview=note.interview),
        form_options={
            "is_team": reads_restricted(request.user, territory),
            "is_writer": note.created_by_id in (None, request.user.pk),
        },
        above=address,
    )
