"""Which categories of a variable a factor is named after. A result holds all of them, the ranking one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from clrisk_site.tables.wording import plain
from diagnosis.models import CodebookVariable, Sex
from diagnosis.sex_words import sex_named

# By the key of the codebook: the codes that the factor of that variable speaks of.
NAMED: Mapping[str, frozenset[str]] = {
    key: frozenset(codes)
    for key, codes in {
        "state_tam_loc": "1",
        "municipal_tam_loc": "1",
        "state_clase_hog": "3",
        "municipal_clase_hog": "23",
        "state_tam_hog": "3",
        "municipal_tam_hog": "4",
        "state_sex_jefe": "2",
        "municipal_sex_jefe": "2",
        "state_esc_jefe": "12",
        "municipal_esc_jefe": "1",
        "state_ocu_jefe": "2",
        "municipal_sector_jefe": "1",
        "state_sex": "1",
        "municipal_sex": "1",
        "state_age": "2",
        "state_asis": "2",
        "municipal_asis": "2",
        "state_schooling": "1",
        "municipal_schooling": "1",
        "state_gov_support": "3",
        "municipal_gov_support": "2",
        "municipal_dermed_jefe": "3",
        "municipal_ing_hog": "1",
        "municipal_len_indigena": "1",
    }.items()
}
BOY = "boy"
"""The factor whose categories are the sexes: files have more words for them than the codebook."""
_SHORTEST = 4


class Meaning(IntEnum):
    """Whether a category is the one that its factor is named after; the lower, the surer."""

    OWN = 0
    UNKNOWN = 1
    OTHER = 2


@dataclass(frozen=True)
class Compared:
    """What a comparison is to a factor. `backwards`: the factor is named after its reference."""

    meaning: Meaning
    backwards: bool = False


@dataclass(frozen=True)
class Categories:
    """Labels of categories by factor code, in comparable letters and in every language."""

    own: Mapping[str, frozenset[str]]
    others: Mapping[str, frozenset[str]]

    def meaning(self, factor: str, names: Iterable[str], category: str) -> Meaning:
        """Return what a category is to a factor.

        Parameters
        ----------
        factor : str
            Code of the factor.
        names : iterable of str
            What the factor is called: files often name a category by the same words.
        category : str
            The category as a result holds it.
        """
        sex = sex_named(category) if factor == BOY else None
        if sex is not None:
            return Meaning.OWN if sex is Sex.BOYS else Meaning.OTHER
        label = plain(category)
        if label in self.own.get(factor, ()):
            return Meaning.OWN
        if len(label) >= _SHORTEST and any(label in plain(name) for name in names):
            return Meaning.OWN
        return Meaning.OTHER if label in self.others.get(factor, ()) else Meaning.UNKNOWN

    def compared(self, factor: str, names: Iterable[str], category: str, reference: str) -> Compared:
        """Return what the comparison of a category with its reference says of a factor.

        The ranking of evidence and the weights of the index both ask here, so that they rest on one number.
        """
        names = tuple(names)
        meaning = self.meaning(factor, names, category)
        if meaning is Meaning.OWN or not reference:
            return Compared(meaning)
        if self.meaning(factor, names, reference) is Meaning.OWN:
            return Compared(Meaning.OWN, backwards=True)
        return Compared(meaning)


def read_categories() -> Categories:
    """Read the categories of the codebook, in one query."""
    own: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for variable in CodebookVariable.objects.exclude(factor=""):
        named = NAMED.get(variable.code, frozenset())
        for category in variable.categories:
            kept = own if category["code"] in named else others
            kept.setdefault(variable.factor, set()).update(map(plain, category["texts"].values()))
    return Categories(
        {factor: frozenset(labels) for factor, labels in own.items()},
        {factor: frozenset(labels) for factor, labels in others.items()},
    )
