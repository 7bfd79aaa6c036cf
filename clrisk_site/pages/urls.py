"""Addresses of the pages that belong to no stage. The gallery is left out on a server."""

from django.conf import settings
from django.urls import URLPattern, path

from clrisk_site.pages import views
from clrisk_site.pages.gallery.views import gallery, printed_specimen, show_component
from clrisk_site.pages.health import show_health

urlpatterns: list[URLPattern] = [
    path("health/", show_health, name="health"),
    path("help/", views.show_help, name="help"),
    path("help/accessibility/", views.show_accessibility, name="accessibility"),
    path("help/glossary/", views.show_glossary, name="glossary"),
    path("help/sources/", views.show_sources, name="sources"),
]
if not settings.PRODUCTION:
    urlpatterns += [
        path("components/", gallery, name="components"),
        path("components/document/", printed_specimen, name="components-document"),
        path("components/<slug:component>/", show_component, name="component"),
    ]
