"""What the history says of each action: one table of sentences. Floors above add theirs when they are ready.

A sentence may use %(who)s, %(what)s and %(count)s, the number of details that changed; %(how)s, how a
page was asked for; %(why)s, the rule that refused. `PAGES` names pages by how their address begins.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from clrisk_site.people.permissions import ROLE_LABELS, Permission

type Words = str | Promise


class Kind(StrEnum):
    """What an act was about; the history can be narrowed down to one."""

    RECORDS = "records"
    PEOPLE = "people"
    FILES = "files"
    ACCESS = "access"
    UPKEEP = "upkeep"


KIND_LABELS: Mapping[Kind, Words] = {
    Kind.RECORDS: _("Content of the municipality's work"),
    Kind.PEOPLE: _("People and their grants"),
    Kind.FILES: _("Files, documents and exports"),
    Kind.ACCESS: _("Sign-in and refused access"),
    Kind.UPKEEP: _("Upkeep of the site"),
}


@dataclass(frozen=True)
class Sentence:
    """How one action is told."""

    words: Any  # a lazy text, or a lazy plural that counts by "count"
    kind: Kind = Kind.RECORDS


@dataclass(frozen=True)
class Coded:
    """A detail that is a mapping of codes of a catalogue, `model` as in "diagnosis.factor", to choices."""

    model: str
    choices: Mapping[str, Words]


@dataclass(frozen=True)
class Thing:
    """A kind of record: what people call it, who may read its content, and labels that no form has."""

    name: Words
    view: Permission
    labels: Mapping[str, Words] = field(default_factory=dict)
    coded: Mapping[str, Coded] = field(default_factory=dict)


# Verbs of `people.writing`, told of any record.
VERBS: dict[str, Sentence] = {
    "create": Sentence(_("%(who)s added %(what)s.")),
    "change": Sentence(
        ngettext_lazy(
            "%(who)s changed %(count)s detail of %(what)s.",
            "%(who)s changed %(count)s details of %(what)s.",
            "count",
        )
    ),
    "delete": Sentence(_("%(who)s deleted %(what)s.")),
    "freeze": Sentence(_("%(who)s froze %(what)s.")),
    "submit": Sentence(_("%(who)s submitted %(what)s.")),
}

ACTIONS: dict[str, Sentence] = {
    "user.create": Sentence(_("%(who)s opened an account."), Kind.PEOPLE),
    "user.change": Sentence(_("%(who)s changed their own account."), Kind.PEOPLE),
    "person.leave": Sentence(_("%(who)s closed everything that a person held."), Kind.PEOPLE),
    "person.erase": Sentence(_("%(who)s erased the data of a person."), Kind.PEOPLE),
    "grant.create": Sentence(_("%(who)s gave a person the grant %(what)s."), Kind.PEOPLE),
    "grant.revoke": Sentence(_("%(who)s ended the grant %(what)s."), Kind.PEOPLE),
    "grant.remind": Sentence(_("%(who)s reminded a person that the grant %(what)s ends."), Kind.PEOPLE),
    "grant.refused": Sentence(
        _("%(who)s tried to give or end a grant of %(what)s. It was refused: %(why)s."), Kind.PEOPLE
    ),
    "access-link.issue": Sentence(_("%(who)s issued a link: %(what)s."), Kind.PEOPLE),
    "access-link.withdraw": Sentence(_("%(who)s withdrew a link: %(what)s."), Kind.PEOPLE),
    "access-link.use": Sentence(_("%(who)s used a link: %(what)s."), Kind.PEOPLE),
    "access-link.refuse": Sentence(_("A link was refused: %(what)s."), Kind.ACCESS),
    "sign-in.succeed": Sentence(_("%(who)s signed in."), Kind.ACCESS),
    "sign-in.fail": Sentence(_("An attempt to sign in failed."), Kind.ACCESS),
    "session.end": Sentence(_("%(who)s ended sessions."), Kind.ACCESS),
    "password.change": Sentence(_("%(who)s changed their password."), Kind.ACCESS),
    "second-factor.add": Sentence(_("%(who)s set up one-time codes."), Kind.ACCESS),
    "second-factor.remove": Sentence(_("%(who)s removed their one-time codes."), Kind.ACCESS),
    "second-factor.new-codes": Sentence(_("%(who)s made new recovery codes."), Kind.ACCESS),
    "second-factor.fail": Sentence(_("A one-time code was wrong."), Kind.ACCESS),
    "second-factor.recovery": Sentence(_("%(who)s used a recovery code."), Kind.ACCESS),
    "second-factor.reset": Sentence(_("%(who)s reset the one-time codes of a person."), Kind.ACCESS),
    "access.denied": Sentence(_("%(who)s was refused access to the page “%(what)s” %(how)s."), Kind.ACCESS),
    "export.download": Sentence(_("%(who)s downloaded the file %(what)s."), Kind.FILES),
    "print.view": Sentence(_("%(who)s opened the print view of %(what)s."), Kind.FILES),
    "audit.sign": Sentence(_("The ends of the audit chains were signed."), Kind.UPKEEP),
    "audit.forget": Sentence(_("Old entries of the audit were removed up to a signed point."), Kind.UPKEEP),
}

THINGS: dict[str, Thing] = {
    "people.user": Thing(_("person"), Permission.VIEW_PEOPLE),
    "people.grant": Thing(_("grant"), Permission.VIEW_PEOPLE),
    "people.accesslink": Thing(_("access link"), Permission.VIEW_PEOPLE),
    "people.snapshot": Thing(_("frozen version"), Permission.VIEW_SUBMITTED),
    "places.territory": Thing(_("place"), Permission.VIEW_PUBLISHED),
}

# Rows of which the audit tells nothing, but which other sentences name.
_OTHER_THINGS: dict[str, Words] = {
    "diagnosis.indicatorvalue": _("indicator value"),
    "diagnosis.populationcount": _("population count"),
    "diagnosis.profilecell": _("profile cell"),
    "diagnosis.riskresult": _("risk result"),
    "files.attachment": _("attached file"),
    "files.importreceipt": _("import"),
    "files.upload": _("file being imported"),
    "mapping.offercoverage": _("zone reached"),
    "people.auditentry": _("entry of the history"),
    "places.neighbourhood": _("neighbourhood"),
}

# Facts beside the fields of a record that entries tell.
FACTS: Mapping[str, Words] = {
    "address": _("Page"),
    "file": _("File"),
    "foreign": _("Of another municipality"),
    "kind": _("Kind"),
    "method": _("Way of asking"),
    "number": _("Number"),
    "person": _("Person"),
    "purpose": _("What the link is for"),
    "reason": _("Reason"),
    "role": _("Role"),
    "rows": _("Rows"),
    "format": _("Format"),
    "language": _("Language"),
    "fingerprint": _("Fingerprint"),
    "classification": _("Classification"),
    "sha256": _("Content (SHA-256)"),
    "refusal": _("Refused for"),
    "size_bytes": _("Size in bytes"),
    "until": _("Last day"),
    "chains": _("Chains that were signed, with number and hash of their end"),
    "closed_on": _("Closed on"),
    "emblem": _("Emblem"),
    "ends": _("Last day"),
    "exception_approved_at": _("Exception approved on"),
    "frozen_at": _("Frozen on"),
    "illustrative": _("Invented for a demonstration"),
    "rule": _("Rule"),
    "starts": _("First day"),
    "status": _("Status"),
}
_RULES: Mapping[str, Words] = {  # that a refused grant would have broken
    "already_over": _("its last day has passed"),
    "beyond_reach": _("it is out of this person's reach"),
    "closed_account": _("the account is closed"),
    "ended_already": _("it had ended already"),
    "ends_before_it_starts": _("its last day is before its first"),
    "held_already": _("the person holds it already"),
    "last_administrator": _("no administrator would be left"),
    "open_account": _("the account is still open"),
    "own_successor": _("nobody takes over from themselves"),
    "post_in_two_municipalities": _("nobody holds a post in two municipalities"),
    "post_is_held": _("somebody else holds this post"),
    "post_without_mandate": _("a post needs a first and a last day"),
    "successor_needs_administrator": _("only an administrator names this successor"),
    "to_oneself": _("nobody gives access to themselves"),
    "too_far_ahead": _("it begins too far ahead"),
    "too_long": _("it lasts too long"),
    "unusable_address": _("the address cannot be used"),
}
# Words for the values of facts that are one of a few codes.
FACT_VALUES: dict[str, Mapping[str, Words]] = {
    "reason": _RULES,
    "role": {str(role): label for role, label in ROLE_LABELS.items()},
}
PAGES: dict[str, Words] = {
    "account": _("My account"),
    "grant": _("People"),
    "history": _("History"),
    "people": _("People"),
    "person": _("People"),
    "record-history": _("History of a record"),
    "saved": _("Saved views"),
    "record-link": _("Ask the owner to confirm"),
    "snapshot": _("Frozen version"),
}
_ANY = Sentence(_("%(who)s did something to %(what)s."))


def add_words(
    *,
    things: Mapping[str, Thing],
    actions: Mapping[str, Sentence],
    verbs: Mapping[str, Sentence] | None = None,
    values: Mapping[str, Mapping[str, Words]] | None = None,
    pages: Mapping[str, Words] | None = None,
) -> None:
    """Add the kinds of record, the actions and the pages of a floor, and words for values of its facts."""
    THINGS.update(things)
    PAGES.update(pages or {})
    ACTIONS.update(actions)
    VERBS.update(verbs or {})
    FACT_VALUES.update(values or {})


def sentence_of(action: str) -> Sentence:
    """The sentence of an action, by its whole name, else by its verb."""
    return ACTIONS.get(action) or VERBS.get(action.rpartition(".")[2], _ANY)


def name_of_thing(model: type[Model]) -> str:
    """What people call the records of a model, in the language that is active."""
    thing = THINGS.get(model._meta.label_lower)
    return str(thing.name if thing else _OTHER_THINGS.get(model._meta.label_lower, model._meta.verbose_name))


def page_name(address: str) -> Words:
    """What people call a page, by the name of its address; "" for one that has no name."""
    parts = address.split("-")
    beginnings = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((PAGES[beginning] for beginning in beginnings if beginning in PAGES), "")


def is_told(action: str) -> bool:
    """Whether an action has a sentence of its own."""
    return sentence_of(action) is not _ANY


def actions_of(kind: Kind) -> list[str]:
    """Whole names of the actions of a kind; records have further ones, made of a model and a verb."""
    return [name for name, sentence in ACTIONS.items() if sentence.kind is kind]
