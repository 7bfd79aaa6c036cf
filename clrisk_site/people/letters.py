"""The words that go with an access link, the same on paper and in a message. Sending is elsewhere."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.people.models import AccessLink, LinkPurpose
from clrisk_site.people.permissions import ROLE_LABELS, Role


@dataclass(frozen=True)
class Letter:
    """A letter to one person: what it is, what it lets them do, the address, and how to use it."""

    title: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    address: str
    steps: tuple[str, ...]
    warning: str

    @property
    def as_message(self) -> str:
        """The letter as plain text."""
        facts = [f"{label}: {value}" for label, value in self.facts]
        steps = [f"{number}. {step}" for number, step in enumerate(self.steps, 1)]
        return "\n\n".join([self.opening, self.address, "\n".join(facts), "\n".join(steps), self.warning])


def write_letter(link: AccessLink, address: str) -> Letter:
    """Compose the letter for a link in the language of the person who gets it."""
    language = link.user.language or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        return Letter(
            title=_title(link),
            opening=_opening(link),
            facts=tuple(_facts(link)),
            address=address,
            steps=tuple(_steps(link)),
            warning=_("The link lets in whoever holds it. Do not pass it on, and throw this away after use."),
        )


def _title(link: AccessLink) -> str:
    words = {
        LinkPurpose.INVITATION: _("Invitation for %(person)s"),
        LinkPurpose.RESET: _("New password for %(person)s"),
        LinkPurpose.RECORD: _("A record to fill in, for %(person)s"),
    }
    return words[LinkPurpose(link.purpose)] % {"person": link.user.name}


def _opening(link: AccessLink) -> str:
    words = {
        LinkPurpose.INVITATION: _(
            "%(person)s, you have been given access to the site for Phase II of the Child Labour Risk "
            "Identification Model."
        ),
        LinkPurpose.RESET: _("%(person)s, with this link you choose a new password for your account."),
        LinkPurpose.RECORD: _(
            "%(person)s, with this link you fill in one record. You need no account for it."
        ),
    }
    return words[LinkPurpose(link.purpose)] % {"person": link.user.name}


def _facts(link: AccessLink) -> list[tuple[str, str]]:
    facts = []
    if link.purpose != LinkPurpose.RECORD:
        facts.append((_("You sign in as"), link.user.email))
    if link.purpose == LinkPurpose.RESET:
        # A new password opens all that the person has, not one grant.
        held = link.user.grants.current(timezone.localdate()).select_related("territory")
        facts += [(_("Role"), f"{ROLE_LABELS[Role(grant.role)]}: {grant.territory}") for grant in held]
    elif link.grant:
        facts.append((_("Place"), str(link.grant.territory)))
        facts.append((_("Role"), str(ROLE_LABELS[Role(link.grant.role)])))
    if link.created_by and link.created_by != link.user:
        facts.append((_("Given by"), link.created_by.name))
    facts.append((_("The link works until"), moment_words(link.expires_at)))
    return facts


def _steps(link: AccessLink) -> list[str]:
    if link.purpose == LinkPurpose.RECORD:
        return [_("Open the address in a browser."), _("Fill in the record and save it.")]
    return [
        _("Open the address in a browser. It works once."),
        _("Choose a password of 12 characters or more. You may paste it."),
        _("Some roles also need a phone with an app that shows codes. The site explains how."),
    ]
