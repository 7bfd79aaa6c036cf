"""The kinds of file that can be imported and of document that can be made; apps add theirs when ready.

And where a list of persons is counted, which no kind of file takes.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.background.kinds import NotPossible, Text
from clrisk_site.files.models import DocumentFormat
from clrisk_site.people.access import may
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.counted import ROWS, CountedAs
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import ImportSpec

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is said once about a whole file, such as the name of a release.

    Parameters
    ----------
    choices : mapping of str to text
        Code to label; empty for free text.
    required : bool
        Nothing is saved while it is missing and cannot be detected.
    propose : callable, optional
        From the table to what is taken as long as nothing was said; "" proposes nothing. What a person then
        leaves blank stays blank.
    """

    name: str
    label: Text
    help: Text = ""
    choices: Mapping[str, Text] | None = None
    required: bool = False
    default: str = ""
    long: bool = False
    propose: Callable[[RawTable], str] | None = None


@dataclass(frozen=True, slots=True)
class StoredSet:
    """Stored rows that go out, and come in again, together: one release, one source and year.

    Parameters
    ----------
    code : str
        Names the set in addresses, within its kind and territory.
    source, year, facts
        What an import of the same rows must say about itself.
    rows : int or None
        How many rows are stored, when that is known without reading them.
    """

    code: str
    label: Text
    source: str = ""
    year: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    rows: int | None = None


EVERYTHING = "all"


def everything(rows: int | None) -> tuple[StoredSet, ...]:
    """Return the one set of a kind whose rows are not told apart; none when nothing is stored."""
    return () if rows == 0 else (StoredSet(EVERYTHING, _("Everything stored"), rows=rows),)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of file, as the pages and the command line offer it.

    Parameters
    ----------
    kind : str
        What the address and the command line call it; equal to the spec's own.
    build : callable
        Returns the spec for a territory, with what the database knows today, such as the codes of factors.
    needs_year, needs_source : bool
        Whether the upload form insists on them.
    group : text
        The heading under which the pages list the kind.
    stored_sets : callable, optional
        From a territory to the sets of rows stored there, the newest first; one set of everything when left
        out.
    handed_out, handed_out_note : callable and text, optional
        From the stored rows to those that a person may take out of the site, and the sentence that says what
        is not in them; everything when left out.
    counted : CountedAs
        What is stored of it, and so counted; equal to the spec's own.
    rows_stand_alone : bool
        Whether an import may be undone under a later one that shares no row with it.
    """

    kind: str
    label: Text
    explanation: Text
    example: Text
    permission: Permission
    build: Callable[[Territory], ImportSpec]
    facts: tuple[Fact, ...] = ()
    needs_year: bool = False
    needs_source: bool = False
    group: Text = ""
    stored_sets: Callable[[Territory], Sequence[StoredSet]] | None = None
    counted: CountedAs = ROWS
    handed_out: "Callable[[pd.DataFrame, Territory, User], pd.DataFrame] | None" = None
    handed_out_note: Text = ""
    rows_stand_alone: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """One document as it was asked for.

    Parameters
    ----------
    by : User or None
        Whose document it is, hence what may be in it; None on the command line.
    number : str
        Its number in the print log of the territory, to be printed on it.
    """

    territory: Territory
    language: str
    format: DocumentFormat = DocumentFormat.PDF
    by: User | None = None
    number: str = ""
    at: dt.datetime = field(default_factory=timezone.now)

    @property
    def author(self) -> str:
        return str(self.by) if self.by is not None else ""


@dataclass(frozen=True, slots=True)
class Produced:
    """A finished document, and what is printed on it to know it by."""

    content: bytes
    file_name: str
    media_type: str
    title: str = ""
    version: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document about a territory.

    Parameters
    ----------
    build : callable
        From the order to the document. Raises `DocumentNotPossible` when there is nothing to make it from.
    print_url : callable, optional
        From a territory to the address of the same content as a page.
    formats : tuple of DocumentFormat
        What `build` can write, the usual one first.
    position : int
        The lowest stands first on the page, where its first format is the primary button.
    listed : bool
        Whether the page of documents offers it; else a page of its own does.
    """

    code: str
    label: Text
    explanation: Text
    permission: Permission
    build: Callable[[Order], Produced]
    print_url: Callable[[Territory], str] | None = None
    formats: tuple[DocumentFormat, ...] = (DocumentFormat.PDF,)
    position: int = 1
    listed: bool = True


class DocumentNotPossible(NotPossible):
    """There is nothing to make the document from; `message` says what is missing."""


class Imports:
    """The kinds of file, by name."""

    def __init__(self) -> None:
        self._kinds: dict[str, ImportKind] = {}

    def register(self, kind: ImportKind) -> None:
        self._kinds[kind.kind] = kind

    def get(self, kind: str) -> ImportKind | None:
        return self._kinds.get(kind)

    def all(self) -> tuple[ImportKind, ...]:
        return tuple(self._kinds.values())


class Documents:
    """The kinds of document, by code."""

    def __init__(self) -> None:
        self._kinds: dict[str, DocumentKind] = {}

    def register(self, kind: DocumentKind) -> None:
        self._kinds[kind.code] = kind

    def get(self, code: str) -> DocumentKind | None:
        return self._kinds.get(code)

    def all(self) -> tuple[DocumentKind, ...]:
        return tuple(sorted(self._kinds.values(), key=lambda kind: kind.position))


class PersonsInstead:
    """Where lists of persons are counted without being kept; said by the floor that counts them."""

    def __init__(self) -> None:
        self._address: Callable[[Territory], str] | None = None
        self._permission: Permission | None = None

    def register(self, address: Callable[[Territory], str], permission: Permission) -> None:
        """Name the page, and what a person needs to use it."""
        self._address, self._permission = address, permission

    def address_for(self, user: User, territory: Territory) -> str:
        """Return the page on which this person may count a list; "" when there is none."""
        if self._address is None or self._permission is None or not may(user, self._permission, territory):
            return ""
        return self._address(territory)


imports = Imports()
documents = Documents()
persons_instead = PersonsInstead()
