"""The headers every answer carries, errors and static files included."""

import io

import pytest
from django.http import FileResponse
from django.test import Client, RequestFactory

from clrisk_site.headers import PrivacyHeadersMiddleware
from clrisk_site.people.models import User

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/no-such-page/", "/static/js/plotly.min.js"])
def test_policy_and_headers_are_on_every_answer(client: Client, path: str) -> None:
    response = client.get(path)
    response.close()  # a static file stays open until then
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_of_a_signed_in_person_are_kept_by_no_cache(client: Client, liaison: User) -> None:
    assert "no-store" not in client.get("/no-such-page/").headers.get("Cache-Control", "")
    client.force_login(liaison)
    assert "no-store" in client.get("/no-such-page/").headers["Cache-Control"]


def test_files_handed_out_to_a_signed_in_person_are_kept_by_no_cache(
    rf: RequestFactory, liaison: User
) -> None:
    request = rf.get("/", headers={"cookie": "session=x"})
    request.user = liaison
    response = PrivacyHeadersMiddleware(lambda _: FileResponse(io.BytesIO(b"plan")))(request)
    assert "no-store" in response.headers["Cache-Control"]
