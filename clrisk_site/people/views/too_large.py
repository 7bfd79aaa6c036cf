"""The answer to a request that the server does not read: above all a form with more text than it takes."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views import defaults

from clrisk_site.people.keeping import BY_SCRIPT, wants_plain
from clrisk_site.people.views.drafts import plain


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a form was too long, and that its text still stands in the browser.

    What was sent has not been read, so no draft can be made of it.
    """
    if not isinstance(exception, RequestDataTooBig):
        return defaults.bad_request(request, exception)
    most = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if wants_plain(request) or BY_SCRIPT in request.headers:
        words = _(
            "The text is too long: a form takes up to %(most)s. Nothing was saved. Shorten it, then save."
        )
        return plain(words % {"most": most}, status=413)
    return render(request, "413.html", {"most": most}, status=413)
