"""Addresses of supply and gaps and of what remains unknown, below those of the mapping."""

from django.urls import URLPattern, path

from mapping.views import gaps, mapping_report, unknowns

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/gaps/", gaps.show_gaps, name="gaps"),
    path("t/<str:path>/gaps/export/<slug:format>/", gaps.export_gaps, name="gaps-export"),
    path("t/<str:path>/gaps/sheets/", mapping_report.show_gap_sheets, name="gap-sheets"),
    path("t/<str:path>/gaps/sheets/<str:letter>/", mapping_report.show_gap_sheet, name="gap-sheet"),
    path(
        "t/<str:path>/gaps/sheets/<str:letter>/<slug:format>/",
        mapping_report.take_gap_sheet,
        name="gap-sheet-file",
    ),
    path("t/<str:path>/mapping/report/", mapping_report.show_mapping_report, name="mapping-report"),
    path("t/<str:path>/gaps/<slug:factor>/<str:key>/", gaps.show_cell, name="gap-cell"),
    path("t/<str:path>/unknowns/", unknowns.show_unknowns, name="unknowns"),
    path("t/<str:path>/unknowns/export/<slug:format>/", unknowns.export_unknowns, name="unknowns-export"),
]
