"""Offices of an institution and who holds its posts: added, changed and removed on its page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from mapping.forms.office import OfficeForm, OfficialForm
from mapping.models import Institution, Office, Official
from mapping.views.fetching import editable_record, seen_from


@require_http_methods(["GET", "HEAD", "POST"])
def create_office(request: HttpRequest, path: str, institution: int) -> HttpResponse:
    """Record an office; it belongs to the territory that knows it, not to the institution's own."""
    territory, found = _institution(request, path, institution)
    return _edit_office(request, territory, Office(territory=territory, institution=found))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_office(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change an office, or say when it closed."""
    territory, office = editable_record(
        request, path, Office.objects.select_related("institution", "area"), pk
    )
    return _edit_office(request, territory, office)


@require_POST
@once
def remove_office(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove an office that was recorded by mistake."""
    territory, office = editable_record(request, path, Office.objects.all(), pk)
    return remove_record(request, office, _page_of(territory, office))


@require_http_methods(["GET", "HEAD", "POST"])
def create_official(request: HttpRequest, path: str, institution: int) -> HttpResponse:
    """Record a post and who holds it."""
    territory, found = _institution(request, path, institution)
    return _edit_official(request, territory, Official(territory=territory, institution=found))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_official(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a post, or say until when somebody held it."""
    territory, official = editable_record(request, path, Official.objects.select_related("institution"), pk)
    return _edit_official(request, territory, official)


@require_POST
@once
def remove_official(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove a post that was recorded by mistake, with the name of who held it."""
    territory, official = editable_record(request, path, Official.objects.all(), pk)
    return remove_record(request, official, _page_of(territory, official))


def _institution(request: HttpRequest, path: str, pk: int) -> tuple[Territory, Institution]:
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    return territory, seen_from(territory, Institution.objects.all(), pk)


def _page_of(territory: Territory, record: Office | Official) -> str:
    return reverse("institution", args=[territory.path, record.institution_id]) + "#contacts"


def _edit_office(request: HttpRequest, territory: Territory, office: Office) -> HttpResponse:
    return edit_record(
        request,
        OfficeForm,
        office,
        template="mapping/actors/office_form.html",
        then=lambda saved: _page_of(territory, saved),
        context=page(request, territory, 2, institution=office.institution, office=office),
        above=_page_of(territory, office),
    )


def _edit_official(request: HttpRequest, territory: Territory, official: Official) -> HttpResponse:
    return edit_record(
        request,
        OfficialForm,
        official,
        template="mapping/actors/official_form.html",
        then=lambda saved: _page_of(territory, saved),
        context=page(request, territory, 2, institution=official.institution, official=official),
        form_options={"names_persons": may(request.user, Permission.VIEW_RESTRICTED, official.territory)},
        above=_page_of(territory, official),
    )
