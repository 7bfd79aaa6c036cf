"""What is looked for, and what is found: the values that all places to look in share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.owners import owner_paths
from mapping.queries.finding.words import matches

SHOWN = 10
"""How many of each kind the page shows until one kind is chosen."""


class Kind(StrEnum):
    """Kinds of record that the mapping is searched for, in the order in which they are shown."""

    PROGRAMME = "programmes"
    OFFER = "offers"
    INSTITUTION = "institutions"
    OFFICE = "offices"
    NORM = "norms"
    COMPETENCE = "competences"
    SPACE = "spaces"
    INTERVIEW = "interviews"
    NOTE = "notes"
    PAST = "past-interventions"


@dataclass(frozen=True)
class FindQuestion:
    """Words looked for in what a person may read from one place, and what narrows it.

    `most` limits the records of each kind that are read; None reads all. `leaves` is true for what leaves
    the site: then notes are looked for among the open ones alone.
    """

    territory: Territory
    reader: User | AnonymousUser
    words: tuple[str, ...]
    level: str = ""
    factor: Factor | None = None
    most: int | None = SHOWN
    leaves: bool = False

    @property
    def paths(self) -> list[str]:
        """Whose records are seen from the place."""
        return owner_paths(self.territory)


@dataclass(frozen=True)
class Hit:
    """One record: what it is called, where it opens, what stands beside the name, and its texts."""

    title: str
    address: str
    key: int
    note: str = ""
    texts: tuple[str, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True)
class Hits:
    """The records of one kind: all of them counted, the first ones read."""

    total: int = 0
    rows: tuple[Hit, ...] = ()


def read_and_match[M: Model](
    question: FindQuestion,
    rows: Iterable[M],
    texts: Callable[[M], Sequence[str]],
    hit: Callable[[M, tuple[str, ...]], Hit],
) -> Hits:
    """Look through rows that keep no text to search in: kinds of which a place has hundreds at most.

    Parameters
    ----------
    texts : callable
        What is looked through; the texts without the name are what the hit quotes.
    hit : callable
        From a row and its texts to what is shown.
    """
    found = []
    for row in rows:
        said = tuple(text for text in texts(row) if text)
        if matches(question.words, *said):
            found.append((row, said))
    return Hits(len(found), tuple(hit(row, said) for row, said in found[: question.most]))
