"""A frozen version and the difference of two, as words and rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, gettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.people.differences import LabelledText
from clrisk_site.people.freezable import number_of
from clrisk_site.people.freezing import FrozenContent, fingerprint
from clrisk_site.people.models import Snapshot


@dataclass(frozen=True)
class TextGroup:
    """Texts that belong together."""

    title: str
    texts: tuple[LabelledText, ...]


@dataclass(frozen=True)
class VersionLine:
    """One version in a list: its title in the language it was frozen in, and where it is read."""

    day: str
    number: str
    title: str
    language: str
    note: str
    url: str
    difference_url: str = ""
    since: str = ""  # the number of the other version of the difference, where that is the earlier one


def moment(snapshot: Snapshot) -> str:
    """Return when a version was frozen, in full."""
    return moment_words(snapshot.frozen_at)


def _short_day(snapshot: Snapshot) -> str:
    day = localtime(snapshot.frozen_at)
    return date_format(day, "j M" if day.year == localtime().year else "M Y").lower()


def frozen_facts(snapshot: Snapshot) -> list[dict[str, str]]:
    """Return the rows of the list beside a version."""
    return [
        {"label": gettext("Version"), "value": number_of(snapshot)},
        {"label": gettext("Frozen"), "value": moment(snapshot)},
        {"label": gettext("By"), "value": str(snapshot.frozen_by)},
        {"label": gettext("Language"), "value": _language_name(snapshot)},
        {
            "label": gettext("Fingerprint"),
            "value": fingerprint(snapshot),
            "small": snapshot.content_hash,
        },
        {"label": gettext("Catalogues"), "value": snapshot.catalogue_version[:8]},
    ]


def text_groups(content: FrozenContent) -> list[TextGroup]:
    """Return the texts under the headings of their groups, in their order."""
    return [
        TextGroup(title, tuple(texts)) for title, texts in groupby(content.texts, key=lambda text: text.group)
    ]


def version_lines(path: str, versions: Sequence[Snapshot], *, against: Snapshot | None) -> list[VersionLine]:
    """Return versions as dated lines; with `against`, each leads to its difference with that one."""
    return [
        VersionLine(
            day=_short_day(version),
            number=number_of(version),
            title=str(version.content["title"]),
            language=version.language,
            note=gettext("version %(number)s · fingerprint %(fingerprint)s")
            % {"number": number_of(version), "fingerprint": fingerprint(version)},
            url=reverse("snapshot", args=[path, version.pk]),
            difference_url=reverse("snapshot-difference", args=[path, version.pk, against.pk])
            if against
            else "",
        )
        for version in versions
    ]


def version_trail(path: str, versions: Iterable[Snapshot]) -> list[VersionLine]:
    """Return versions as lines, the newest first; each leads to its difference with the one before."""
    newest_first = list(versions)
    return [
        replace(
            version_lines(path, [version], against=None)[0],
            difference_url=reverse("snapshot-difference", args=[path, before.pk, version.pk])
            if before
            else "",
            since=number_of(before) if before else "",
        )
        for version, before in zip_longest(newest_first, newest_first[1:])
    ]


def language_note(before: Snapshot, after: Snapshot) -> str:
    """Say that two versions are in different languages, which makes every word differ."""
    if before.language == after.language:
        return ""
    return gettext("The first is in %(before)s, the second in %(after)s. So every text differs.") % {
        "before": _language_name(before),
        "after": _language_name(after),
    }


def _language_name(snapshot: Snapshot) -> str:
    return str(get_language_info(snapshot.language)["name_local"]) if snapshot.language else ""
