"""Addresses of the literature log and of the qualitative work."""

from django.urls import URLPattern, path

from diagnosis.views import literature, qualitative

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/literature/", literature.show_literature, name="literature"),
    path(
        "t/<str:path>/literature/export/<slug:format>/",
        literature.export_literature,
        name="literature-export",
    ),
    path(
        "t/<str:path>/literature/searches/export/<slug:format>/",
        literature.export_searches,
        name="searches-export",
    ),
    path("t/<str:path>/literature/searches/new/", literature.create_search, name="search-create"),
    path("t/<str:path>/literature/searches/<int:pk>/edit/", literature.edit_search, name="search-edit"),
    path("t/<str:path>/literature/searches/<int:pk>/remove/", literature.remove_search, name="search-remove"),
    path("t/<str:path>/literature/new/", literature.create_reference, name="reference-create"),
    path("t/<str:path>/literature/<int:pk>/", literature.show_reference, name="reference"),
    path("t/<str:path>/literature/<int:pk>/edit/", literature.edit_reference, name="reference-edit"),
    path("t/<str:path>/literature/<int:pk>/remove/", literature.remove_reference, name="reference-remove"),
    path("t/<str:path>/qualitative/", qualitative.show_qualitative, name="qualitative"),
    path(
        "t/<str:path>/qualitative/export/<slug:format>/", qualitative.export_findings, name="findings-export"
    ),
    path("t/<str:path>/qualitative/new/", qualitative.create_instrument, name="instrument-create"),
    path("t/<str:path>/qualitative/<int:pk>/", qualitative.show_instrument, name="instrument"),
    path("t/<str:path>/qualitative/<int:pk>/edit/", qualitative.edit_instrument, name="instrument-edit"),
    path(
        "t/<str:path>/qualitative/<int:pk>/remove/", qualitative.remove_instrument, name="instrument-remove"
    ),
    path(
        "t/<str:path>/qualitative/<int:instrument>/findings/new/",
        qualitative.create_finding,
        name="finding-create",
    ),
    path("t/<str:path>/qualitative/findings/<int:pk>/edit/", qualitative.edit_finding, name="finding-edit"),
    path(
        "t/<str:path>/qualitative/findings/<int:pk>/remove/",
        qualitative.remove_finding,
        name="finding-remove",
    ),
]
