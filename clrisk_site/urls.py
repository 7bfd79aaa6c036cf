"""The addresses of every floor, composed. A floor's own addresses live in its urls.py."""

from allauth.account.views import login, logout
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from clrisk_site.people.views.account import choose_language

handler400 = "clrisk_site.people.views.too_large.answer_bad_request"
handler403 = "clrisk_site.errors.permission_denied"
handler404 = "clrisk_site.errors.page_not_found"
handler500 = "clrisk_site.errors.server_error"
handler429 = "clrisk_site.people.views.too_many.answer_too_many"

# Only signing in and out of allauth is routed: nobody signs up, accounts are given.
urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/login/", login, name="account_login"),
    path("accounts/logout/", logout, name="account_logout"),
    path("language/", login_not_required(choose_language), name="set_language"),
    path("", include("planning.urls")),
    path("", include("mapping.urls")),
    path("", include("diagnosis.urls")),
    path("", include("clrisk_site.atlas.urls")),
    path("", include("clrisk_site.files.urls")),
    path("", include("clrisk_site.adaptations.urls")),
    path("", include("clrisk_site.people.urls")),
    path("", include("clrisk_site.pages.urls")),
]
