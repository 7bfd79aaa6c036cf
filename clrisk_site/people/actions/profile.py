"""What people change about themselves: their name and the language of their pages."""

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User


@transaction.atomic
def change_profile(*, user: User, name: str, language: str) -> None:
    """Save name and language of the person who is signed in."""
    before = User.objects.select_for_update().get(pk=user.pk)
    changes: dict[str, object] = {}
    if before.name != name:
        changes["name"] = "changed"
    if before.language != language:
        changes["language"] = [before.language, language]
    if changes:
        user.name, user.language = name, language
        user.save(update_fields=["name", "language"])
        audit.note(by=user, territory=None, action="user.change", subject=user, changes=changes)


def choose_language(*, user: User, language: str) -> None:
    """Remember the language that a person chose at the foot of a page."""
    User.objects.filter(pk=user.pk).update(language=language)
