"""What a document says of itself, in words: one text for the head and foot of every format."""

from django.conf import settings
from django.utils.translation import gettext, pgettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.files.documents.content import Document, Fact, Imprint

SHOWN_DIGITS = 8
"""How much of a fingerprint stands on paper: enough to find the document it belongs to."""

_GROUP = 4


def imprint_facts(document: Document) -> tuple[Fact, ...]:
    """Return date, author, version, language, fingerprint and number, as far as they are known."""
    imprint = document.imprint
    facts = (
        Fact(pgettext("of a document", "State"), imprint.state),
        Fact(gettext("Version"), imprint.version),
        Fact(gettext("Fingerprint"), imprint.fingerprint),
        Fact(gettext("Number"), imprint.number),
        Fact(gettext("Made on"), moment_words(imprint.made_at)),
        Fact(gettext("Made by"), imprint.author),
        Fact(gettext("Language"), language_name(document.language)),
        Fact(gettext("Classification"), imprint.classification),
    )
    return tuple(fact for fact in facts if fact.value)


def foot_words(imprint: Imprint) -> str:
    """Return the foot of every page: version, fingerprint, number, date and author in one line."""
    parts = []
    if imprint.version:
        parts.append(gettext("Version: %(version)s") % {"version": imprint.version})
    if imprint.fingerprint:
        parts.append(gettext("fingerprint %(digest)s") % {"digest": imprint.fingerprint})
    if imprint.number:
        parts.append(gettext("document %(number)s") % {"number": imprint.number})
    made = {"when": moment_words(imprint.made_at), "author": imprint.author}
    parts.append(gettext("made on %(when)s by %(author)s") % made if imprint.author else made["when"])
    return " · ".join(parts)


def fingerprint_words(digest: str) -> str:
    """Return the digits of a fingerprint that are printed, in groups of four, as people compare them."""
    shown = digest[:SHOWN_DIGITS]
    return " ".join(shown[start : start + _GROUP] for start in range(0, len(shown), _GROUP))


def language_name(code: str) -> str:
    """Return the language in its own words."""
    return dict(settings.LANGUAGES).get(code, code)


def classification_words(*, is_draft: bool) -> str:
    """Say for whom the content is."""
    if is_draft:
        return gettext("Internal use: it holds drafts that nobody has validated")
    return gettext("For the municipality, its commission and those who accompany them")


def internal_words() -> str:
    """Say for whom a table is that nobody has cleared for publication."""
    return gettext("Internal use: not cleared for publication")
