"""Addresses of actors, of the kinds that were looked for, and of offices and officials."""

from django.urls import URLPattern, path

from mapping.views import actors, none_found, offices

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/actors/", actors.list_actors, name="actors"),
    path("t/<str:path>/actors/export/<slug:format>/", actors.export_actors, name="actors-export"),
    path("t/<str:path>/institutions/<int:institution>/actor/", actors.edit_actor, name="actor-edit"),
    path("t/<str:path>/actors/none-found/<slug:kind>/", none_found.confirm_none, name="none-found-create"),
    path("t/<str:path>/none-found/<int:pk>/remove/", none_found.remove_none, name="none-found-remove"),
    path(
        "t/<str:path>/institutions/<int:institution>/offices/new/",
        offices.create_office,
        name="office-create",
    ),
    path("t/<str:path>/offices/<int:pk>/edit/", offices.edit_office, name="office-edit"),
    path("t/<str:path>/offices/<int:pk>/remove/", offices.remove_office, name="office-remove"),
    path(
        "t/<str:path>/institutions/<int:institution>/officials/new/",
        offices.create_official,
        name="official-create",
    ),
    path("t/<str:path>/officials/<int:pk>/edit/", offices.edit_official, name="official-edit"),
    path("t/<str:path>/officials/<int:pk>/remove/", offices.remove_official, name="official-remove"),
]
