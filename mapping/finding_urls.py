"""Addresses of the search over the mapping."""

from django.urls import URLPattern, path

from mapping.views import finding

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/find/", finding.find, name="find"),
    path("t/<str:path>/find/export/<slug:format>/", finding.export_found, name="find-export"),
]
