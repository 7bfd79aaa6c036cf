"""What the page of proposed factors says first."""

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped


def review_lead(own: int, above: int) -> str:
    """Say how many programmes wait for a review here, and how many wait at their owners."""
    words = (
        ngettext(
            "%(count)s programme waits for somebody to say which factors it addresses.",
            "%(count)s programmes wait for somebody to say which factors they address.",
            own,
        )
        % {"count": grouped(own)}
        if own
        else gettext("No programme of yours waits for a review.")
    )
    if not above:
        return words
    elsewhere = ngettext(
        "%(count)s more belongs to a place above, whose coordinator reviews it.",
        "%(count)s more belong to a place above, whose coordinator reviews them.",
        above,
    )
    return f"{words} {elsewhere % {'count': grouped(above)}}"


def reviewed_words(done: int) -> str:
    """Say how many were reviewed."""
    words = ngettext("%(count)s programme reviewed.", "%(count)s programmes reviewed.", done)
    return words % {"count": grouped(done)}
