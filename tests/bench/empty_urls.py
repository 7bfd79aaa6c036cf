"""The site with one address more: a page of a place with its whole frame and nothing in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.urls import urlpatterns as site


def empty(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the frame of a page alone, for whoever may read the mapping there."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    return render(request, "base.html", page(request, territory, 2, heading="·", lead="·"))


urlpatterns = [*site, path("t/<str:path>/bench-empty/", empty)]
