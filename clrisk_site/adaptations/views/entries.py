"""One entry of a catalogue in a country: shown, adapted, added, kept against the shipped text, or reset.

Only who may edit the catalogues of the country itself writes. From below they are led there.
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
    give_up_lead,
    languages_words,
    text_rows,
    versions_of,
)
from clrisk_site.adaptations.presenters.history import history_days
from clrisk_site.adaptations.queries.country_catalogue import CountryEntry, entry_of
from clrisk_site.adaptations.queries.entry_history import history_of
from clrisk_site.adaptations.views.catalogues import (
    catalogue_or_404,
    country_above,
    country_to_edit,
    trail,
)
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
    country, found = country_to_edit(request, path), catalogue_or_404(catalogue)
    if country.path != path:
        return redirect("catalogue-entry-edit", country.path, catalogue, code)
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
    country, found = country_to_edit(request, path), catalogue_or_404(catalogue)
    if found.model is None:
        raise Http404
    if country.path != path:
        return redirect("catalogue-entry-create", country.path, catalogue)
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
    country, found = country_to_edit(request, path), catalogue_or_404(catalogue)
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


@require_http_methods(["GET", "HEAD", "POST"])
@once
def reset_entry(request: HttpRequest, path: str, catalogue: str, code: str) -> HttpResponse:
    """Show what the country would give up; once that is confirmed, let the shipped entry hold again."""
    country, found = country_to_edit(request, path), catalogue_or_404(catalogue)
    entry = _entry_or_404(found, country, code)
    if not (entry.held and entry.shipped):
        return redirect("catalogue-entry", path, catalogue, code)
    if request.method == "POST":
        _give_up(request, entry.held)
        return redirect("catalogue-entry", path, catalogue, code)
    context = page(
        request,
        country,
        None,
        heading=gettext("Take the shipped text?"),
        lead=give_up_lead(entry, country.name),
        trail=trail(path, found, code, entry.name),
        here=gettext("Take the shipped text"),
        entry=entry,
        versions=versions_of(entry, found),
        back_url=reverse("catalogue-entry", args=[path, catalogue, code]),
    )
    return render(request, "adaptations/entry_reset.html", context)


def _give_up(request: HttpRequest, held: Adaptation) -> None:
    try:
        give_up_adaptation(held, by=cast("User", request.user), expected_version=_version(request))
        messages.success(request, gettext("The shipped text holds again."))
    except ConflictError:
        messages.error(request, _changed_meanwhile())


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
