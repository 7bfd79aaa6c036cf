"""That actors of one kind were looked for and none was found: recorded, corrected and removed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from mapping.forms.actor import NoneFoundForm
from mapping.models import ActorKind, NoneFound
from mapping.views.fetching import own_record


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_none(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """Say where actors of one kind were looked for in vain; said once per kind, it is corrected here too."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    if kind not in ActorKind.values:
        raise Http404
    stored = NoneFound.objects.filter(territory=territory, kind=kind).first()
    return edit_record(
        request,
        NoneFoundForm,
        stored or NoneFound(territory=territory, kind=kind),
        template="mapping/actors/none_found_form.html",
        then=lambda _saved: reverse("actors", args=[territory.path]) + "#kinds",
        context=page(request, territory, 2, kind=ActorKind(kind).label),
        above=reverse("actors", args=[territory.path]),
    )


@require_POST
@once
def remove_none(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take the finding back."""
    territory, found = own_record(request, path, NoneFound.objects.all(), pk)
    return remove_record(request, found, reverse("actors", args=[territory.path]) + "#kinds")
