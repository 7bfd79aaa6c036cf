"""Addresses of the catalogues. They stand under a place; what is written belongs to its country."""

from django.urls import URLPattern, path

from clrisk_site.adaptations.views import catalogues, entries

_CATALOGUE = "t/<str:path>/catalogues/<slug:catalogue>/"

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/catalogues/", catalogues.list_catalogues, name="catalogues"),
    path(_CATALOGUE, catalogues.show_catalogue, name="catalogue"),
    path(f"{_CATALOGUE}new/", entries.create_entry, name="catalogue-entry-create"),
    path(f"{_CATALOGUE}<slug:code>/", entries.show_entry, name="catalogue-entry"),
    path(f"{_CATALOGUE}<slug:code>/edit/", entries.edit_entry, name="catalogue-entry-edit"),
    path(f"{_CATALOGUE}<slug:code>/keep/", entries.keep_entry, name="catalogue-entry-keep"),
    path(f"{_CATALOGUE}<slug:code>/reset/", entries.reset_entry, name="catalogue-entry-reset"),
]
