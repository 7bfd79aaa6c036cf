"""Addresses of the codebook, the crosswalks and the validation screen."""

from django.urls import URLPattern, path

from diagnosis.views import codebook, crosswalks, validation

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/codebook/", codebook.show_codebook, name="codebook"),
    path("t/<str:path>/codebook/export/<slug:format>/", codebook.export_codebook, name="codebook-export"),
    path("t/<str:path>/codebook/variables/new/", codebook.create_variable, name="variable-create"),
    path("t/<str:path>/codebook/variables/<int:pk>/edit/", codebook.edit_variable, name="variable-edit"),
    path(
        "t/<str:path>/codebook/variables/<int:pk>/remove/", codebook.remove_variable, name="variable-remove"
    ),
    path("t/<str:path>/codebook/recodes/new/<slug:key>/", codebook.create_recode, name="recode-create"),
    path("t/<str:path>/codebook/recodes/<int:pk>/edit/", codebook.edit_recode, name="recode-edit"),
    path("t/<str:path>/codebook/recodes/<int:pk>/remove/", codebook.remove_recode, name="recode-remove"),
    path("t/<str:path>/codebook/topics/<slug:topic>/", codebook.edit_inclusion, name="inclusion-edit"),
    path("t/<str:path>/crosswalks/", crosswalks.show_crosswalks, name="crosswalks"),
    path("t/<str:path>/crosswalks/new/", crosswalks.create_crosswalk, name="crosswalk-create"),
    path("t/<str:path>/crosswalks/<int:pk>/", crosswalks.show_crosswalk, name="crosswalk"),
    path("t/<str:path>/crosswalks/<int:pk>/edit/", crosswalks.edit_crosswalk, name="crosswalk-edit"),
    path("t/<str:path>/crosswalks/<int:pk>/remove/", crosswalks.remove_crosswalk, name="crosswalk-remove"),
    path("t/<str:path>/crosswalks/<int:pk>/apply/", crosswalks.start_transfer, name="crosswalk-apply"),
    path(
        "t/<str:path>/crosswalks/<int:pk>/export/<slug:format>/",
        crosswalks.export_crosswalk,
        name="crosswalk-export",
    ),
    path("t/<str:path>/validation/", validation.show_validation, name="validation"),
    path(
        "t/<str:path>/validation/export/<slug:format>/",
        validation.export_validation,
        name="validation-export",
    ),
]
