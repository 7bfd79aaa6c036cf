"""Which stored institution a name in a file means: the same, one that only a person can tell, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from clrisk_site.figures.message import counts, says
from clrisk_site.places.models import Territory
from clrisk_site.tables.matching.similarity import NameFinder
from clrisk_site.tables.spec import Option, Question
from clrisk_site.tables.territories import name_key
from clrisk_site.tables.wording import plain, tidy
from mapping.models import Institution
from mapping.models.institution import GovernmentLevel
from mapping.owners import owner_paths

ALIKE = 0.93
MOST_OPTIONS = 3
NEW = "new"


@dataclass(frozen=True, slots=True)
class Known:
    """A stored institution as a file may speak of it."""

    pk: int
    name: str
    acronym: str
    level: str
    owner: str


class KnownInstitutions:
    """The institutions of a territory and of those above it, the nearest first."""

    def __init__(self, territory: Territory) -> None:
        rows = Institution.objects.filter(territory__path__in=owner_paths(territory))
        names = ("pk", "name", "acronym", "level", "territory__path")
        known = [Known(*row) for row in rows.values_list(*names)]
        self.rows = sorted(known, key=lambda row: (-row.owner.count("."), row.name))
        self.by_pk = {str(row.pk): row for row in self.rows}

    def same(self, name: str, level: str | None) -> Known | None:
        """Return the institution written like this, of that level if the file gives one."""
        written = [row for row in self.rows if _written(row.name) == _written(name)]
        return next((row for row in written if not level or row.level == level), None)

    def alike(self, name: str, acronym: str = "", *, closely: bool = True) -> Sequence[Known]:
        """Return those that may be meant: but for accents, articles, the level, by acronym or nearly so."""
        key, signs = name_key(name), {plain(text) for text in (name, acronym) if text}
        near = {found for _score, found in self._finder.find(key, least=ALIKE)} if closely else set()
        return [
            row
            for row in self.rows
            if name_key(row.name) in near | {key} or ({plain(row.acronym), plain(row.name)} - {""}) & signs
        ][:MOST_OPTIONS]

    @cached_property
    def _finder(self) -> NameFinder:
        return NameFinder(name_key(row.name) for row in self.rows)


def question_about(name: str, found: Sequence[Known], rows: int) -> Question:
    """Return the question whether a name means one of the stored institutions. Nothing is recommended."""
    labels = dict(GovernmentLevel.choices)
    options = [
        Option(
            str(row.pk),
            says("It is «%(name)s» (%(level)s)", name=_full(row), level=str(labels[row.level])),
        )
        for row in found
    ]
    return Question(
        f"institution:{plain(name)}",
        says("«%(name)s» is much like an institution that is stored. Is it the same?", name=name),
        (*options, Option(NEW, says("It is another institution"), says("It is added beside it."))),
        rows=rows,
        evidence=counts("%(count)s row of the file names it.", "%(count)s rows of the file name it.", rows),
    )


def _full(row: Known) -> str:
    return f"{row.name}, {row.acronym}" if row.acronym else row.name


def _written(name: str) -> str:
    return tidy(name).casefold()
