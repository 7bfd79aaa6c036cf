"""Addresses of programmes beside their list and forms: evidence, coverage, comparison and the like."""

from django.urls import URLPattern, path

from mapping.views import factor_review, programme_facts

urlpatterns: list[URLPattern] = [
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
