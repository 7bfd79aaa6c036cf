"""Addresses of one zone, of its making from others, of proposals, and of the trail of zones."""

from django.urls import URLPattern, path

from diagnosis.views import zone_page, zone_parts, zone_proposal

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/zones/propose/", zone_proposal.propose, name="zones-propose"),
    path("t/<str:path>/zones/trail/", zone_page.show_trail, name="zones-trail"),
    path("t/<str:path>/zones/trail/export/<slug:format>/", zone_page.export_trail, name="zones-trail-export"),
    path("t/<str:path>/zones/<int:pk>/", zone_page.show_zone, name="zone"),
    path("t/<str:path>/zones/<int:pk>/merge/", zone_parts.merge_zone, name="zone-merge"),
    path("t/<str:path>/zones/<int:pk>/split/", zone_parts.split_zone, name="zone-split"),
]
