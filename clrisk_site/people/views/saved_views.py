"""The views that a person keeps of a list: save one, see all of a list, rename, remove. All are their own."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.catalogue.wording import render as sentence
from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.saved_views import remove_view, rename_view, save_view
from clrisk_site.people.list_pages import ListPage, list_pages
from clrisk_site.people.list_queries import kept_query
from clrisk_site.people.models import SavedView, User
from clrisk_site.people.page import page as frame
from clrisk_site.people.saved_list import saved_views
from clrisk_site.people.saved_view_form import SavedViewForm
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import NotSavedError
from clrisk_site.places.models import Territory


@require_safe
def list_views(request: HttpRequest, path: str, page: str) -> HttpResponse:
    """Show the person's views of one list, to open, rename or remove them."""
    territory, listed = _asked(request, path, page)
    return _show(request, territory, listed)


@require_POST
@once
def create_view(request: HttpRequest, path: str, page: str) -> HttpResponse:
    """Keep the list as it stands under a name, and lead back to it."""
    territory, listed = _asked(request, path, page)
    query = kept_query(QueryDict(request.POST.get("query", "")[:4000]))
    form = SavedViewForm(request.POST)
    if form.is_valid():
        try:
            title = form.cleaned_data["title"]
            save_view(by=_person(request), territory=territory, page=page, title=title, query=query)
        except NotSavedError as refused:
            form.add_error("title", sentence(refused.message))
        else:
            messages.success(request, gettext("Saved. Open it again under «Saved views»."))
            return HttpResponseRedirect(listed.address(path, query))
    return _show(request, territory, listed, form=form, query=query)


@require_POST
@once
def edit_view(request: HttpRequest, path: str, page: str) -> HttpResponse:
    """Give one view another name."""
    territory, listed = _asked(request, path, page)
    view, form = _own_view(request, territory, page), SavedViewForm(request.POST)
    if view is None:
        return _gone(request, path, page)
    if form.is_valid():
        try:
            rename_view(view=view, title=form.cleaned_data["title"])
        except NotSavedError as refused:
            form.add_error("title", sentence(refused.message))
        else:
            return HttpResponseRedirect(reverse("saved-views", args=[path, page]))
    return _show(request, territory, listed, form=form, renamed=view)


@require_POST
@once
def remove_one(request: HttpRequest, path: str, page: str) -> HttpResponse:
    """Forget one view."""
    territory, _listed = _asked(request, path, page)
    view = _own_view(request, territory, page)
    if view is None:
        return _gone(request, path, page)
    remove_view(view=view)
    messages.success(request, gettext("Removed: %(what)s.") % {"what": view.title})
    return HttpResponseRedirect(reverse("saved-views", args=[path, page]))


def _show(
    request: HttpRequest,
    territory: Territory,
    listed: ListPage,
    *,
    form: SavedViewForm | None = None,
    query: str = "",
    renamed: SavedView | None = None,
) -> HttpResponse:
    context = frame(
        request,
        territory,
        2,
        listed=listed,
        list_url=listed.address(territory.path),
        trail=[{"label": listed.label, "url": listed.address(territory.path)}],
        saved=saved_views(request, territory, listed.name, query=query),
        form=form,
        renamed=renamed,
    )
    return render(request, "people/saved_view_list.html", context, status=422 if form else 200)


def _asked(request: HttpRequest, path: str, page: str) -> tuple[Territory, ListPage]:
    listed = list_pages.get(page)
    if listed is None:
        raise Http404
    return territory_for(request.user, path, listed.permission), listed


def _own_view(request: HttpRequest, territory: Territory, page: str) -> SavedView | None:
    """Return the view that was named; one of somebody else is as if it were not there."""
    named = request.POST.get("view", "")
    if not (named.isascii() and named.isdigit() and len(named) < 10):
        return None
    own = SavedView.objects.select_related("user", "territory")
    return own.filter(pk=int(named), user=_person(request), territory=territory, page=page).first()


def _gone(request: HttpRequest, path: str, page: str) -> HttpResponse:
    messages.warning(request, gettext("This view is not there any more. Nothing was changed."))
    return HttpResponseRedirect(reverse("saved-views", args=[path, page]))


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)
