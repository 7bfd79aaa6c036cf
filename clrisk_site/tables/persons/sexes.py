"""What a cell says of sex, in four languages. Marks that may mean either are asked, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clrisk_site.tables.wording import plain

GIRLS, BOYS, UNKNOWN = "girls", "boys", "unknown"
SEXES = (GIRLS, BOYS, UNKNOWN)

WORDS: Mapping[str, tuple[str, ...]] = {
    GIRLS: (
        "mujer", "mujeres", "femenino", "femenina", "fem", "hembra", "nina", "ninas", "f",
        "female", "woman", "women", "girl", "girls",
        "feminino", "feminina", "mulher", "menina", "meninas",
        "feminin", "femme", "femmes", "fille", "filles",
    ),
    BOYS: (
        "hombre", "hombres", "masculino", "masculina", "masc", "varon", "varones", "macho", "nino", "ninos",
        "v",
        "male", "man", "men", "boy", "boys",
        "homem", "menino", "meninos",
        "masculin", "homme", "hommes", "garcon", "garcons",
    ),
}  # fmt: skip
"""In plain letters. M, H and figures are not among them: what they mean depends on the list."""

M, H, ONE, TWO = "m", "h", "1", "2"
MARKS = (M, H, ONE, TWO)

_SEX_OF = {word: sex for sex, words in WORDS.items() for word in words}
_OTHER = {GIRLS: BOYS, BOYS: GIRLS}


@dataclass(frozen=True, slots=True)
class SexReading:
    """The sex of each text, in their order, and the marks (of `MARKS`) whose meaning must be asked."""

    sexes: tuple[str, ...]
    asks: tuple[str, ...]


def read_sexes(texts: Sequence[str], answers: Mapping[str, str]) -> SexReading:
    """Read the distinct texts of a column.

    Parameters
    ----------
    texts : sequence of str
        Each text once.
    answers : mapping of str to str
        What a person said that a mark means: ``{"m": "girls"}``; of 1 and 2 only the 1 is asked.

    Examples
    --------
    >>> read_sexes(["H", "M"], {}).sexes, read_sexes(["F", "M"], {}).sexes, read_sexes(["M"], {}).asks
    (('boys', 'girls'), ('girls', 'boys'), ('m',))
    """
    words = [_mark(text) for text in texts]
    meanings, asks = _meanings(frozenset(words), answers)
    return SexReading(tuple(meanings.get(word) or _SEX_OF.get(word, UNKNOWN) for word in words), asks)


def mark_of(text: str) -> str:
    """Return which of `MARKS` a text is; "" for any other."""
    word = _mark(text)
    return word if word in MARKS else ""


def _mark(text: str) -> str:
    word = plain(text.strip().removesuffix(".0"))
    return word.removeprefix("0") if word in ("01", "02") else word


def _meanings(seen: frozenset[str], answers: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    found = {
        M: _known(answers.get(M)) or _meaning_of_m(seen),
        H: _known(answers.get(H)) or _meaning_of_h(seen, answers),
        ONE: _known(answers.get(ONE)),
    }
    found[TWO] = _OTHER.get(found[ONE], "")
    asked = {ONE if mark == TWO else mark for mark in MARKS if mark in seen and not found[mark]}
    return {mark: sex for mark, sex in found.items() if sex}, tuple(mark for mark in MARKS if mark in asked)


def _meaning_of_m(seen: frozenset[str]) -> str:
    """M stands for mujer beside H or V, and for masculino beside F."""
    beside_men, beside_women = bool(seen & {H, "v"}), "f" in seen
    if beside_men == beside_women:
        return ""
    return GIRLS if beside_men else BOYS


def _meaning_of_h(seen: frozenset[str], answers: Mapping[str, str]) -> str:
    """H stands for hombre, unless the men are called otherwise beside it; alone it is asked."""
    if answers.get(M) == BOYS and "f" not in seen:
        return GIRLS
    if M in seen or "f" in seen:
        return BOYS
    return GIRLS if "v" in seen else ""


def _known(answer: str | None) -> str:
    return answer if answer in (GIRLS, BOYS) else ""
