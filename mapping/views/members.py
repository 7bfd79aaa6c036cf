"""Seats of a coordination space: added, changed and removed on its page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.page import page
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from mapping.forms.space import MemberForm
from mapping.models import CoordinationSpace, SpaceMember
from mapping.views.fetching import editable_record


@require_http_methods(["GET", "HEAD", "POST"])
def create_member(request: HttpRequest, path: str, space: int) -> HttpResponse:
    """Give an institution a seat."""
    territory, found = editable_record(request, path, CoordinationSpace.objects.all(), space)
    return _edit(request, territory, SpaceMember(territory=found.territory, space=found))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_member(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a seat."""
    territory, member = editable_record(request, path, SpaceMember.objects.select_related("space"), pk)
    return _edit(request, territory, member)


@require_POST
@once
def remove_member(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a seat away."""
    members = SpaceMember.objects.select_related("space", "institution")
    territory, member = editable_record(request, path, members, pk)
    return remove_record(request, member, reverse("space", args=[territory.path, member.space_id]))


def _edit(request: HttpRequest, territory: Territory, member: SpaceMember) -> HttpResponse:
    return edit_record(
        request,
        MemberForm,
        member,
        template="mapping/member_form.html",
        then=lambda saved: reverse("space", args=[territory.path, saved.space_id]),
        context=page(request, territory, 2, space=member.space, member=member),
        above=reverse("space", args=[territory.path, member.space_id]),
    )
