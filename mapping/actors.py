"""What follows from an actor's scores and from its institution: its kind, and how to work with it."""

from enum import StrEnum

from mapping.models import ActorKind, Institution, Sector

HIGH = 3
"""From this score on, of four, interest or influence counts as high."""


class Standing(StrEnum):
    """How interest and influence together suggest to work with an actor."""

    PARTNER = "partner"
    WIN_OVER = "win_over"
    INVOLVE = "involve"
    INFORM = "inform"
    NOT_JUDGED = "not_judged"


def standing_of(influence: int | None, interest: int | None) -> Standing:
    """Return where an actor stands on the plot.

    Parameters
    ----------
    influence, interest : int or None
        From 0 to 4; None where nobody has judged it, which is never zero.

    Examples
    --------
    >>> standing_of(4, 1).value, standing_of(None, 4).value
    ('win_over', 'not_judged')
    """
    if influence is None or interest is None:
        return Standing.NOT_JUDGED
    if influence >= HIGH:
        return Standing.PARTNER if interest >= HIGH else Standing.WIN_OVER
    return Standing.INVOLVE if interest >= HIGH else Standing.INFORM


def kind_of(institution: Institution) -> ActorKind | None:
    """Return which of the kinds looked for an institution is; None for government without a level."""
    is_government = institution.sector == Sector.GOVERNMENT
    code = institution.level if is_government else institution.sector
    return ActorKind(code) if code in ActorKind.values else None
