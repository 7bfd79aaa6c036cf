"""Words for actors: how to work with them, the roles that they offer."""

from collections.abc import Iterable

from django.utils.translation import gettext

from mapping.actors import Standing
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


def role_words(roles: Iterable[str]) -> str:
    """Name the roles that an actor offers, in the order of the list."""
    offered = set(roles)
    return joined([str(role.label).lower() for role in ActorRole if role.value in offered])
