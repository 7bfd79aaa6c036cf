"""The one address of the bare project: a line of template that names the person signed in."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with one line."""
    return HttpResponse(engines["django"].from_string("<p>{{ request.user }}</p>").render({}, request))


urlpatterns = [path("bare/", empty)]
