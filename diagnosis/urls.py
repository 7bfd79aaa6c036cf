"""Addresses of the diagnosis; all of them belong to one territory."""

from django.urls import URLPattern, path

from diagnosis.views import (
    definition,
    facilities,
    factors,
    needs,
    profile,
    schools,
    stage,
    survey_reading,
    surveys,
    zone_files,
    zones,
)

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/diagnosis/", stage.show_stage, name="diagnosis"),
    path("t/<str:path>/profile/", profile.show_profile, name="profile"),
    path("t/<str:path>/factors/", factors.show_factors, name="factors"),
    path("t/<str:path>/factors/<int:pk>/edit/", factors.edit_factor, name="factor-edit"),
    path("t/<str:path>/zones/", zones.show_zones, name="zones"),
    path("t/<str:path>/zones/export/<slug:format>/", zones.export_zones, name="zones-export"),
    path("t/<str:path>/zones/areas/", zones.show_areas, name="zone-areas"),
    path("t/<str:path>/zones/new/", zones.create_zone, name="zone-create"),
    path("t/<str:path>/zones/<int:pk>/edit/", zones.edit_zone, name="zone-edit"),
    path("t/<str:path>/zones/<int:pk>/drop/", zones.drop_zone, name="zone-drop"),
    path("t/<str:path>/zones/zones.geojson", zone_files.download_geojson, name="zones-geojson"),
    path("t/<str:path>/zones/areas.csv", zone_files.download_csv, name="zones-csv"),
    path("t/<str:path>/needs/", needs.show_needs, name="needs"),
    path("t/<str:path>/needs/<int:factor>/<str:key>/edit/", needs.edit_need, name="need-edit"),
    path("t/<str:path>/needs/<int:pk>/remove/", needs.remove_need, name="need-remove"),
    path("t/<str:path>/definition/", definition.show_definition, name="definition"),
    path("t/<str:path>/definition/edit/", definition.edit_definition, name="definition-edit"),
    path("t/<str:path>/definition/freeze/", definition.put_into_force, name="definition-freeze"),
    path("t/<str:path>/definition/in-force/", definition.show_in_force, name="definition-in-force"),
    path("t/<str:path>/schools/", schools.list_schools, name="schools"),
    path("t/<str:path>/schools/export/<slug:format>/", schools.export_schools, name="schools-export"),
    path("t/<str:path>/facilities/", facilities.show_facilities, name="facilities"),
    path(
        "t/<str:path>/facilities/export/<slug:format>/",
        facilities.export_facilities,
        name="facilities-export",
    ),
    path("t/<str:path>/surveys/", surveys.show_surveys, name="surveys"),
    path("t/<str:path>/surveys/new/", survey_reading.read_survey, name="survey-new"),
    path("t/<str:path>/surveys/<int:pk>/", surveys.show_survey, name="survey"),
    path("t/<str:path>/surveys/<int:pk>/rerun/", survey_reading.rerun_survey, name="survey-rerun"),
    path("t/<str:path>/surveys/<int:pk>/remove/", surveys.remove_survey, name="survey-remove"),
    path("t/<str:path>/surveys/<int:pk>/export/<slug:format>/", surveys.export_survey, name="survey-export"),
]
