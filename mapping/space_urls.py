"""Addresses of the comparison of spaces as a file, past interventions, and answers of owners."""

from django.urls import URLPattern, path

from mapping.views import past_interventions, proposed_changes, spaces

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/spaces/export/<slug:format>/", spaces.export_spaces, name="spaces-export"),
    path(
        "t/<str:path>/past-interventions/",
        past_interventions.list_interventions,
        name="past-interventions",
    ),
    path(
        "t/<str:path>/past-interventions/export/<slug:format>/",
        past_interventions.export_interventions,
        name="past-interventions-export",
    ),
    path(
        "t/<str:path>/past-interventions/new/",
        past_interventions.create_intervention,
        name="past-intervention-create",
    ),
    path(
        "t/<str:path>/past-interventions/<int:pk>/",
        past_interventions.show_intervention,
        name="past-intervention",
    ),
    path(
        "t/<str:path>/past-interventions/<int:pk>/edit/",
        past_interventions.edit_intervention,
        name="past-intervention-edit",
    ),
    path(
        "t/<str:path>/past-interventions/<int:pk>/remove/",
        past_interventions.remove_intervention,
        name="past-intervention-remove",
    ),
    path("t/<str:path>/proposed-changes/", proposed_changes.list_changes, name="proposed-changes"),
    path(
        "t/<str:path>/proposed-changes/<slug:kind>/<int:pk>/",
        proposed_changes.decide,
        name="proposed-change-decide",
    ),
]
