"""The draft that a person left on a page: theirs alone."""

from clrisk_site.people.models import Draft, User


def draft_of(user: User, page: str) -> Draft | None:
    """Return the person's own draft of this page."""
    return Draft.objects.filter(user=user, page=page).first()
