"""Addresses of people: links that let someone in, one's own account, and who may do what in a place."""

from allauth.account.views import reauthenticate
from allauth.mfa.base.views import authenticate
from allauth.mfa.base.views import reauthenticate as reauthenticate_by_code
from django.urls import URLPattern, path

from clrisk_site.people.views import (
    access_links,
    account,
    drafts,
    ending,
    forgotten,
    giving,
    history,
    links,
    people,
    record_page,
    saved_views,
    second_factor,
    snapshots,
)

# Names with underscores are those that the sign-in library looks for. Its other pages are not routed.
urlpatterns: list[URLPattern] = [
    path("access/<str:token>/", access_links.open_access_link, name="access-link"),
    path("access/record/<str:token>/", record_page.open_record_link, name="record-link"),
    path("access/records/<int:pk>/", record_page.show_linked_record, name="record-link-page"),
    path("accounts/login/code/", authenticate, name="mfa_authenticate"),
    path("accounts/forgotten/", forgotten.ask_for_link, name="forgotten"),
    path("accounts/forgotten/sent/", forgotten.link_sent, name="forgotten-sent"),
    path("account/", account.show_account, name="account"),
    path("account/edit/", account.edit_profile, name="account-edit"),
    path("account/password/", account.edit_password, name="account-password"),
    path("account/download/", account.download_own_data, name="account-data"),
    path("account/sessions/", account.show_sessions, name="sessions"),
    path("account/sessions/end/", account.end_sessions_elsewhere, name="sessions-end"),
    path("drafts/keep/", drafts.keep, name="draft-keep"),
    path("drafts/discard/", drafts.discard, name="draft-discard"),
    path("stay-signed-in/", drafts.stay, name="stay-signed-in"),
    path("account/confirm/", reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", reauthenticate_by_code, name="mfa_reauthenticate"),
    path("account/second-factor/", second_factor.activate, name="mfa_activate_totp"),
    path("account/second-factor/remove/", second_factor.deactivate, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", second_factor.show_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", second_factor.renew_codes, name="mfa_generate_recovery_codes"),
    path(
        "t/<str:path>/people/<int:pk>/second-factor/",
        second_factor.reset_for_person,
        name="person-second-factor",
    ),
    path("t/<str:path>/people/", people.list_people, name="people"),
    path("t/<str:path>/people/<int:pk>/", people.show_person, name="person"),
    path("t/<str:path>/people/invite/<slug:kind>/", giving.invite_person, name="person-invite"),
    path("t/<str:path>/people/<int:pk>/grants/<slug:kind>/", giving.create_grant, name="grant-create"),
    path("t/<str:path>/people/grants/<int:pk>/end/", ending.end_grant, name="grant-revoke"),
    path("t/<str:path>/people/grants/<int:pk>/link/", links.renew_record_link, name="grant-link"),
    path("t/<str:path>/people/<int:pk>/link/", links.renew_person_link, name="person-link"),
    path("t/<str:path>/people/<int:pk>/leave/", ending.prepare_leaving, name="person-leave"),
    path("t/<str:path>/people/<int:pk>/leave/confirm/", ending.confirm_leaving, name="person-leave-confirm"),
    path("t/<str:path>/people/<int:pk>/erase/", ending.erase, name="person-erase"),
    path(
        "t/<str:path>/records/<slug:kind>/<int:pk>/ask-owner/",
        links.ask_record_owner,
        name="record-link-create",
    ),
    path("t/<str:path>/views/<slug:page>/", saved_views.list_views, name="saved-views"),
    path("t/<str:path>/views/<slug:page>/new/", saved_views.create_view, name="saved-view-create"),
    path("t/<str:path>/views/<slug:page>/rename/", saved_views.edit_view, name="saved-view-edit"),
    path("t/<str:path>/views/<slug:page>/remove/", saved_views.remove_one, name="saved-view-remove"),
    path("t/<str:path>/history/", history.show_history, name="history"),
    path("t/<str:path>/history/history.csv", history.download_history, name="history-csv"),
    path("t/<str:path>/history/<str:model>/<str:pk>/", history.show_record_history, name="record-history"),
    path("t/<str:path>/frozen/<int:pk>/", snapshots.show_snapshot, name="snapshot"),
    path(
        "t/<str:path>/frozen/<int:pk>/against/<int:other>/",
        snapshots.show_difference,
        name="snapshot-difference",
    ),
]
