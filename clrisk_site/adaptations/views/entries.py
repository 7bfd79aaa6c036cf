"""One entry of a catalogue in a country: shown, adapted, added, kept against the shipped text, or reset.

Only who may edit the catalogues of the country itself writes. A coordinator of a state is shown the country's
address, which then refuses.
"""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.adaptations.actions.write_entry import give_up_adaptation, keep_adaptation
from clrisk_site.adaptations.forms.entry import EntryForm
from clrisk_site.adaptations.forms.own_entry import OwnEntryForm
from clrisk_site.adaptations.models import Adaptation
from clrisk_site.adaptations.presenters.entries import (
    STATE_WORDS,
    entry_lead,
    languages_words,
    text_rows,
    versions_of,
)
from clrisk_site.adaptations.presenters.history import history_days
from clrisk_site.adaptations.queries.country_catalogue import CountryEntry, entry_of
from clrisk_site.adaptations.queries.entry_history import history_of
from clrisk_site.adaptations.views.catalogues import catalogue_or_404, country_above, trail
from clrisk_site.catalogue.registry import Catalogue
from clrisk_site.catalogue.texts import lacking
from clrisk_site.catalogue.uses import used_where
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError
from clrisk_site.places.models import Territory


@require_safe
def show_entry(request: HttpRequest, path: str, catalogue: str, code: str) -> HttpResponse:
    """Show an entry in all its languages, where it is used, and who changed it."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    country, found = country_above(territory), catalogue_or_404(catalogue)
    entry = _entry_or_404(found, country, code)
    acts = history_of(entry.adaptation) if entry.adaptation else ()
    context = page(
        request,
        territory,
        None,
        heading=entry.name,
        lead=entry_lead(entry, country.name),
        trail=trail(path, found),
        here=entry.name,
        entry=entry,
        catalogue=found,
        country=country,
        state_words=str(STATE_WORDS[entry.state]),
        rows=text_rows(entry, found),
        versions=versions_of(entry, found),
        uses=used_where(found.code, code, country.country),
        days=history_days(acts, entry, found),
        can_edit=may(request.user, Permission.EDIT_CATALOGUE, country),
    )
    return render(request, "adaptations/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_entry(request: HttpRequest, path: str, catalogue: str, code: str) -> HttpResponse:
    """Adapt a shipped entry, or change an own one."""
    country, found = territory_for(request.user, path, Permission.EDIT_CATALOGUE), catalogue_or_404(catalogue)
    if country.parent_id is not None:
        return redirect("catalogue-entry-edit", country.country, catalogue, code)
    entry = _entry_or_404(found, country, code)
    row = entry.adaptation or Adaptation(territory=country, catalogue=found.code, code=code)
    return edit_record(
        request,
        EntryForm,
        row,
        template="adaptations/entry_edit.html",
        then=lambda saved: _after(request, saved),
        context=page(
            request,
            country,
            None,
            heading=entry.name,
            lead=entry_lead(entry, country.name),
            trail=trail(path, found, code, entry.name),
            here=gettext("Edit"),
            versions=versions_of(entry, found) if entry.is_overtaken else [],
            back_url=reverse("catalogue-entry", args=[path, catalogue, code]),
        ),
        form_options={"entry": entry},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def create_entry(request: HttpRequest, path: str, catalogue: str) -> HttpResponse:
    """Add an entry of the country's own."""
    country, found = territory_for(request.user, path, Permission.EDIT_CATALOGUE), catalogue_or_404(catalogue)
    if found.model is None:
        raise Http404
    if country.parent_id is not None:
        return redirect("catalogue-entry-create", country.country, catalogue)
    return edit_record(
        request,
        OwnEntryForm,
        Adaptation(territory=country, catalogue=found.code),
        template="adaptations/entry_edit.html",
        then=lambda saved: _after(request, saved),
        context=page(
            request,
            country,
            None,
            heading=gettext("Add an entry"),
            lead=gettext("Only places of %(country)s will see it.") % {"country": country.name},
            trail=trail(path, found),
            here=gettext("Add an entry"),
            back_url=reverse("catalogue", args=[path, catalogue]),
        ),
    )


@require_POST
@once
def keep_entry(request: HttpRequest, path: str, catalogue: str, code: str) -> HttpResponse:
    """Keep the country's words although the shipped ones have changed."""
    country, found = territory_for(request.user, path, Permission.EDIT_CATALOGUE), catalogue_or_404(catalogue)
    entry = _entry_or_404(found, country, code)
    if entry.held and entry.shipped:
        try:
            keep_adaptation(
                entry.held, entry.shipped, by=cast("User", request.user), expected_version=_version(request)
            )
            messages.success(request, gettext("The country's text stays."))
        except ConflictError:
            messages.error(request, _changed_meanwhile())
    return redirect("catalogue-entry", path, catalogue, code)


@require_POST
@once
def reset_entry(request: HttpRequest, path: str, catalogue: str, code: str) -> HttpResponse:
    """Let the shipped entry hold again."""
    country, found = territory_for(request.user, path, Permission.EDIT_CATALOGUE), catalogue_or_404(catalogue)
    entry = _entry_or_404(found, country, code)
    if entry.held and entry.shipped:
        try:
            give_up_adaptation(entry.held, by=cast("User", request.user), expected_version=_version(request))
            messages.success(request, gettext("The shipped text holds again."))
        except ConflictError:
            messages.error(request, _changed_meanwhile())
    return redirect("catalogue-entry", path, catalogue, code)


def _entry_or_404(catalogue: Catalogue, country: Territory, code: str) -> CountryEntry:
    entry = entry_of(catalogue, country, code)
    if entry is None:
        raise Http404
    return entry


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _changed_meanwhile() -> str:
    return gettext("Somebody changed this entry meanwhile. Nothing was done: look at it again.")


def _after(request: HttpRequest, saved: Adaptation) -> str:
    """Say that it is saved, and what a missing language means, then return to the entry."""
    missing = lacking(saved.texts)
    words = gettext("Saved. Every place of the country shows it from now on.")
    if missing:
        more = gettext("Spanish is shown where a language is missing: %(languages)s.")
        words = f"{words} {more % {'languages': languages_words(missing.split(', '))}}"
    messages.success(request, words)
    return reverse("catalogue-entry", args=[saved.territory.path, saved.catalogue, saved.code])
