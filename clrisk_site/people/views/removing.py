"""Removes one small record at the version that was seen, and says so."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext

from clrisk_site.people.models import User
from clrisk_site.people.record import Record
from clrisk_site.people.writing import ConflictError, delete_record


def remove_record(request: HttpRequest, record: Record, then: str) -> HttpResponseRedirect:
    """Remove a record and go on to `then`; one that somebody changed meanwhile stays."""
    version = request.POST.get("version", "")
    label = str(record)
    try:
        # What is no number cannot be the version that somebody saw: it never matches.
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        delete_record(record, by=cast("User", request.user), expected_version=seen)
    except ConflictError:
        messages.warning(request, gettext("Somebody changed it meanwhile. Look again before you remove it."))
    else:
        messages.success(request, gettext("Removed: %(what)s.") % {"what": label})
    return HttpResponseRedirect(then)
