"""The answer to too many attempts: a page that says how long to wait, and a header that tells programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

BREAK = 5 * 60  # seconds: the longest period of ACCOUNT_RATE_LIMITS that a visitor waits out


def answer_too_many(request: HttpRequest) -> HttpResponse:
    """Ask to wait; the sign-in library finds this by the name `handler429` beside the addresses."""
    answer = render(request, "429.html", status=429)
    answer.headers["Retry-After"] = str(BREAK)
    return answer
