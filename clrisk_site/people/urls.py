"""Addresses of people: links that let someone in, one's own account, and who may do what in a place."""

from django.urls import URLPattern, path

from clrisk_site.people.views import access_links

urlpatterns: list[URLPattern] = [
    path("access/<str:token>/", access_links.open_access_link, name="access-link"),
]
