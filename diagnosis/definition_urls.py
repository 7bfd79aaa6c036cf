"""Addresses around the definition: its matrix, published definitions, sources, and inferred values."""

from django.urls import URLPattern, path

from diagnosis.views import definition_matrix, definition_presets, inferences, sources

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/definition/data/", definition_matrix.edit_matrix, name="definition-matrix"),
    path("t/<str:path>/definition/published/", definition_presets.list_presets, name="definition-presets"),
    path(
        "t/<str:path>/definition/published/<int:pk>/",
        definition_presets.begin_with_preset,
        name="definition-preset",
    ),
    path("t/<str:path>/sources/", sources.show_sources, name="data-sources"),
    path("t/<str:path>/sources/export/<slug:format>/", sources.export_sources, name="data-sources-export"),
    path("t/<str:path>/sources/new/", sources.create_source, name="data-source-create"),
    path("t/<str:path>/sources/<int:pk>/edit/", sources.edit_source, name="data-source-edit"),
    path("t/<str:path>/sources/<int:pk>/remove/", sources.remove_source, name="data-source-remove"),
    path("t/<str:path>/inferences/", inferences.show_inferences, name="inferences"),
    path(
        "t/<str:path>/inferences/export/<slug:format>/",
        inferences.export_inferences,
        name="inferences-export",
    ),
    path("t/<str:path>/inferences/new/", inferences.create_inference, name="inference-create"),
    path("t/<str:path>/inferences/<int:pk>/edit/", inferences.edit_inference, name="inference-edit"),
    path("t/<str:path>/inferences/<int:pk>/remove/", inferences.remove_inference, name="inference-remove"),
]
