"""Addresses of supply and gaps and of what remains unknown, below those of the mapping."""

from django.urls import URLPattern, path

from mapping.views import gaps, unknowns

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/gaps/", gaps.show_gaps, name="gaps"),
    path("t/<str:path>/gaps/export/<slug:format>/", gaps.export_gaps, name="gaps-export"),
    path("t/<str:path>/gaps/<slug:factor>/<str:key>/", gaps.show_cell, name="gap-cell"),
    path("t/<str:path>/unknowns/", unknowns.show_unknowns, name="unknowns"),
    path("t/<str:path>/unknowns/export/<slug:format>/", unknowns.export_unknowns, name="unknowns-export"),
]
