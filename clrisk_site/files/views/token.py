"""The check of a form's token that comes after the permission, and reads no body it need not read."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils.log import log_response


class _Check(CsrfViewMiddleware):
    """Refuses without looking for a form's ticket in the body, as the page of other forms does."""

    # Django has no other place to answer a refusal differently for some views.
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        answer = render(request, "403_csrf.html", {"way": "file", "back_url": request.path}, status=403)
        log_response("Forbidden (%s)", reason, response=answer, request=request)
        return answer


def without_token(request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer to a form without its token; None when it has it, and its body has been read.

    Without the cookie, or from another site, nothing of the body is read.
    """
    check = _Check(_nothing)
    check.process_request(request)
    return check.process_view(request, _nothing, (), {})


def _nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
