"""Addresses of norms, the desk review, the powers that norms give, and who may act."""

from django.urls import URLPattern, path

from mapping.views import attributions, competences, norms

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/norms/", norms.list_norms, name="norms"),
    path("t/<str:path>/norms/export/<slug:format>/", norms.export_norms, name="norms-export"),
    path("t/<str:path>/norms/new/", norms.create_norm, name="norm-create"),
    path("t/<str:path>/norms/<int:pk>/", norms.show_norm, name="norm"),
    path("t/<str:path>/norms/<int:pk>/edit/", norms.edit_norm, name="norm-edit"),
    path("t/<str:path>/norms/<int:pk>/remove/", norms.remove_norm, name="norm-remove"),
    path(
        "t/<str:path>/norms/<int:norm>/competences/new/",
        competences.create_competence_in_norm,
        name="norm-competence-create",
    ),
    path("t/<str:path>/desk-review/<slug:step>/edit/", norms.edit_desk_review, name="desk-review-edit"),
    path("t/<str:path>/desk-review/<int:pk>/remove/", norms.remove_desk_review, name="desk-review-remove"),
    path(
        "t/<str:path>/institutions/<int:institution>/competences/new/",
        competences.create_competence,
        name="competence-create",
    ),
    path("t/<str:path>/competences/<int:pk>/edit/", competences.edit_competence, name="competence-edit"),
    path(
        "t/<str:path>/competences/<int:pk>/remove/", competences.remove_competence, name="competence-remove"
    ),
    path("t/<str:path>/attributions/", attributions.show_attributions, name="attributions"),
    path("t/<str:path>/attributions/print/", attributions.print_attributions, name="attributions-print"),
    path(
        "t/<str:path>/attributions/export/<slug:format>/",
        attributions.export_attributions,
        name="attributions-export",
    ),
    path(
        "t/<str:path>/attributions/<slug:factor>/<int:institution>/",
        attributions.show_attribution,
        name="attribution",
    ),
]
