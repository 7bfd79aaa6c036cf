"""Words for actors: how to work with them, their scores, the roles that they offer."""

from collections.abc import Iterable

from django.utils.translation import gettext

from mapping.actors import Standing
from mapping.forms.actor import SCORES
from mapping.models import ActorRole
from mapping.presenters.saying import joined


def standing_words(standing: Standing) -> str:
    """Say how to work with an actor."""
    return {
        Standing.PARTNER: gettext("Decide together"),
        Standing.WIN_OVER: gettext("Win its interest"),
        Standing.INVOLVE: gettext("Give it a part"),
        Standing.INFORM: gettext("Keep it informed"),
        Standing.NOT_JUDGED: gettext("Not judged yet"),
    }[standing]


def score_words(score: int | None) -> str:
    """Say a score with its word; one that nobody judged is never zero."""
    return gettext("Not judged yet") if score is None else str(dict(SCORES)[score])


def role_words(roles: Iterable[str]) -> str:
    """Name the roles that an actor offers, in the order of the list."""
    offered = set(roles)
    return joined([str(role.label).lower() for role in ActorRole if role.value in offered])
