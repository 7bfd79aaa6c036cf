"""Addresses of the factsheets."""

from django.urls import URLPattern, path

from diagnosis.views import factsheets

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/factsheets/", factsheets.show_factsheets, name="factsheets"),
    path("t/<str:path>/factsheets/all/", factsheets.prepare_all, name="factsheets-all"),
    path("t/<str:path>/factsheets/<slug:version>/", factsheets.show_factsheet, name="factsheet"),
    path(
        "t/<str:path>/factsheets/<slug:version>/zones/",
        factsheets.show_zone_factsheets,
        name="zone-factsheets",
    ),
    path("t/<str:path>/zones/<int:pk>/factsheet/", factsheets.show_zone_factsheet, name="zone-factsheet"),
    path(
        "t/<str:path>/zones/<int:pk>/factsheet/<slug:format>/",
        factsheets.take_zone_factsheet,
        name="zone-factsheet-file",
    ),
    path("t/<str:path>/characterisation/<slug:version>/", factsheets.show_report, name="characterisation"),
]
