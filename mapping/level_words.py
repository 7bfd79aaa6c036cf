"""The word for a stored level of government; one that was never stated is said so, and breaks nothing."""

from django.utils.translation import gettext

from mapping.models import GovernmentLevel


def level_word(stored: str) -> str:
    """Return the level as people say it, in the active language."""
    return str(dict(GovernmentLevel.choices).get(stored) or gettext("not stated"))
