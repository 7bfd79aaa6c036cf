"""Addresses of the mapping; all of them belong to one territory."""

from django.urls import URLPattern, path

from mapping import (
    actor_urls,
    competence_urls,
    exchange_urls,
    finding_urls,
    interview_urls,
    programme_urls,
    space_urls,
    supply_urls,
)
from mapping.views import (
    acknowledgements,
    beneficiaries,
    counting,
    institutions,
    members,
    offers,
    overview,
    programme_list,
    programmes,
    spaces,
)

urlpatterns: list[URLPattern] = [
    *actor_urls.urlpatterns,
    *competence_urls.urlpatterns,
    *exchange_urls.urlpatterns,
    *finding_urls.urlpatterns,
    *interview_urls.urlpatterns,
    *space_urls.urlpatterns,
    *programme_urls.urlpatterns,
    path("t/<str:path>/mapping/", overview.show_overview, name="mapping"),
    path("t/<str:path>/programmes/", programme_list.list_programmes, name="programmes"),
    path(
        "t/<str:path>/programmes/export/<slug:format>/",
        programme_list.export_programmes,
        name="programmes-export",
    ),
    path("t/<str:path>/programmes/new/", programmes.create_programme, name="programme-create"),
    path("t/<str:path>/programmes/<int:pk>/", programmes.show_programme, name="programme"),
    path("t/<str:path>/programmes/<int:pk>/edit/", programmes.edit_programme, name="programme-edit"),
    path("t/<str:path>/programmes/<int:programme>/offers/new/", offers.create_offer, name="offer-create"),
    path("t/<str:path>/offers/<int:pk>/edit/", offers.edit_offer, name="offer-edit"),
    path("t/<str:path>/institutions/", institutions.list_institutions, name="institutions"),
    path(
        "t/<str:path>/institutions/export/<slug:format>/",
        institutions.export_institutions,
        name="institutions-export",
    ),
    path("t/<str:path>/institutions/new/", institutions.create_institution, name="institution-create"),
    path("t/<str:path>/institutions/<int:pk>/", institutions.show_institution, name="institution"),
    path("t/<str:path>/institutions/<int:pk>/edit/", institutions.edit_institution, name="institution-edit"),
    path("t/<str:path>/spaces/", spaces.list_spaces, name="spaces"),
    path("t/<str:path>/spaces/new/", spaces.create_space, name="space-create"),
    path("t/<str:path>/spaces/<int:pk>/", spaces.show_space, name="space"),
    path("t/<str:path>/spaces/<int:pk>/edit/", spaces.edit_space, name="space-edit"),
    path("t/<str:path>/spaces/<int:space>/members/new/", members.create_member, name="member-create"),
    path("t/<str:path>/members/<int:pk>/edit/", members.edit_member, name="member-edit"),
    path("t/<str:path>/members/<int:pk>/remove/", members.remove_member, name="member-remove"),
    path("t/<str:path>/acknowledgements/", acknowledgements.list_acknowledgements, name="acknowledgements"),
    path(
        "t/<str:path>/acknowledgements/new/",
        acknowledgements.create_acknowledgement,
        name="acknowledgement-create",
    ),
    path(
        "t/<str:path>/acknowledgements/<int:pk>/remove/",
        acknowledgements.remove_acknowledgement,
        name="acknowledgement-remove",
    ),
    path("t/<str:path>/beneficiaries/", beneficiaries.list_countings, name="beneficiaries"),
    path("t/<str:path>/beneficiaries/count/", counting.count_beneficiaries, name="beneficiaries-count"),
    path("t/<str:path>/beneficiaries/<int:pk>/", beneficiaries.show_counting, name="beneficiary-counting"),
    path(
        "t/<str:path>/beneficiaries/<int:pk>/remove/",
        beneficiaries.remove_counting,
        name="beneficiary-counting-remove",
    ),
    path(
        "t/<str:path>/beneficiaries/<int:pk>/export/<slug:format>/",
        beneficiaries.export_counting,
        name="beneficiary-counting-export",
    ),
    *supply_urls.urlpatterns,
]
