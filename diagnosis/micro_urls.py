"""Addresses of the proxies and of the index by area; part of `diagnosis.urls`."""

from django.urls import URLPattern, path

from diagnosis.views import areas, children, proxies

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/proxies/", proxies.show_proxies, name="proxies"),
    path("t/<str:path>/proxies/export/<slug:format>/", proxies.export_proxies, name="proxies-export"),
    path("t/<str:path>/proxies/new/", proxies.create_proxy, name="proxy-create"),
    path("t/<str:path>/proxies/<int:pk>/edit/", proxies.edit_proxy, name="proxy-edit"),
    path("t/<str:path>/proxies/<int:pk>/use/", proxies.put_into_use, name="proxy-use"),
    path("t/<str:path>/proxies/<int:pk>/remove/", proxies.remove_proxy, name="proxy-remove"),
    path("t/<str:path>/zones/areas/", areas.show_areas, name="zone-areas"),
    path("t/<str:path>/zones/areas/export/<slug:format>/", areas.export_areas, name="zone-areas-export"),
    path("t/<str:path>/zones/areas/keep/", areas.keep, name="index-keep"),
    path("t/<str:path>/zones/areas/children/", children.estimate, name="children-estimate"),
    path("t/<str:path>/zones/areas/children/remove/", children.remove, name="children-remove"),
]
