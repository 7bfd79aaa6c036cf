"""Help, glossary, sources and accessibility: pages without data of any place, open to everyone."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.pages.glossary import read_glossary
from clrisk_site.people.page import page

STATED_ON = dt.date(2026, 11, 22)  # the day the accessibility statement was last gone through


@login_not_required
@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    """Say where to begin and what each part of the site is for."""
    return render(request, "pages/help.html", page(request, None, "help"))


@login_not_required
@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    """State what the site does for everyone, and what it does not do yet."""
    return render(request, "pages/accessibility.html", page(request, None, "help", stated_on=STATED_ON))


@login_not_required
@require_safe
def show_glossary(request: HttpRequest) -> HttpResponse:
    """List the words of the method with what they mean here."""
    return render(request, "pages/glossary.html", page(request, None, "help", terms=read_glossary()))


@login_not_required
@require_safe
def show_sources(request: HttpRequest) -> HttpResponse:
    """Name the method and the kinds of sources that the figures come from."""
    return render(request, "pages/sources.html", page(request, None, "help"))
