"""Addresses of programmes beside their list and forms: evidence, coverage, comparison and the like."""

from django.urls import URLPattern, path

from mapping.views import factor_review, inventories, programme_comparison, programme_facts

urlpatterns: list[URLPattern] = [
    path(
        "t/<str:path>/programmes/compare/",
        programme_comparison.compare_programmes,
        name="programmes-compare",
    ),
    path(
        "t/<str:path>/programmes/compare/export/<slug:format>/",
        programme_comparison.export_comparison,
        name="programmes-compare-export",
    ),
    path("t/<str:path>/inventories/", inventories.compare_inventories, name="inventories"),
    path(
        "t/<str:path>/inventories/export/<slug:format>/",
        inventories.export_inventories,
        name="inventories-export",
    ),
    path("t/<str:path>/programmes/factors/", factor_review.review, name="programmes-factors"),
    path(
        "t/<str:path>/programmes/<int:pk>/evidence/",
        programme_facts.confirm_programme_facts,
        name="programme-facts",
    ),
    path("t/<str:path>/offers/<int:pk>/evidence/", programme_facts.confirm_offer_facts, name="offer-facts"),
    path(
        "t/<str:path>/offers/<int:pk>/coverage/",
        programme_facts.edit_coverage_groups,
        name="offer-coverage",
    ),
]
