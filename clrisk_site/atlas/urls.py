"""Addresses of the maps of a territory."""

from django.urls import URLPattern, path

from clrisk_site.atlas.views import changes, maps

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/maps/", maps.show_maps, name="maps"),
    path("t/<str:path>/maps/changes/", changes.show_changes, name="map-changes"),
    path(
        "t/<str:path>/maps/changes/export/<slug:format>/", changes.export_changes, name="map-changes-export"
    ),
]
