"""Keeps, renames and removes the views that a person saved of a list: their own, so none is noted."""

from django.db import transaction
from django.db.models import QuerySet

from clrisk_site.figures.message import says
from clrisk_site.people.models import SavedView, User
from clrisk_site.people.writing import NotSavedError
from clrisk_site.places.models import Territory

MOST_VIEWS = 30
LONGEST_QUERY = 1000


@transaction.atomic
def save_view(*, by: User, territory: Territory, page: str, title: str, query: str) -> SavedView:
    """Keep the query of a list under a name.

    Raises
    ------
    NotSavedError
        When there is nothing to keep, the name is taken, or there are too many; nothing is changed.
    """
    if not query:
        raise NotSavedError(says("No filter is set, so there is nothing to save. Filter the list first."))
    if len(query) > LONGEST_QUERY:
        raise NotSavedError(says("These filters are too long to be kept. Use fewer words."))
    own = _own(by, territory, page)
    _check_name(own, title)
    if own.count() >= MOST_VIEWS:
        raise NotSavedError(
            says(
                "You keep %(count)s views of this list, and no more fit. Remove one first.", count=MOST_VIEWS
            )
        )
    return SavedView.objects.create(user=by, territory=territory, page=page, title=title, query=query)


@transaction.atomic
def rename_view(*, view: SavedView, title: str) -> None:
    """Give a view another name.

    Raises
    ------
    NotSavedError
        When another view of the list has this name; nothing is changed.
    """
    _check_name(_own(view.user, view.territory, view.page).exclude(pk=view.pk), title)
    view.title = title
    view.save(update_fields=["title"])


def remove_view(*, view: SavedView) -> None:
    """Forget a view; the list itself stays."""
    view.delete()


def _own(person: User, territory: Territory, page: str) -> QuerySet[SavedView]:
    """Return a person's views of one list; another write of theirs waits for the end of this one."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return SavedView.objects.filter(user=person, territory=territory, page=page)


def _check_name(others: QuerySet[SavedView], title: str) -> None:
    if others.filter(title=title).exists():
        raise NotSavedError(says("You have a view of this name already. Choose another name."))
