"""Which sex a person meant by the name of a group, such as «Niñas» or «Mujer». Pure."""

import re
import unicodedata

from diagnosis.models.population import Sex

_GIRLS = re.compile(
    r"^(ninas?|chicas?|mujer(es)?|femenin[oa]s?|girls?|females?|women|woman|meninas?|filles?|femmes?)\b"
)
_BOYS = re.compile(
    r"^(ninos?|chicos?|hombres?|varon(es)?|masculin[oa]s?|boys?|males?|men|man|meninos?|garcons?|hommes?)\b"
)


def sex_named(label: str) -> Sex | None:
    """Return the sex that a label names, in any of the four languages; None where it names neither or both.

    Examples
    --------
    >>> sex_named("Niñas"), sex_named("Niños"), sex_named("Niñas y niños"), sex_named("15-17")
    (Sex.GIRLS, Sex.BOYS, None, None)
    """
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", label.strip().lower())
        if not unicodedata.combining(letter)
    )
    if re.search(r"\b(y|and|e|et|o|or)\b|[/,]", bare):
        return None
    if _GIRLS.match(bare):
        return Sex.GIRLS
    return Sex.BOYS if _BOYS.match(bare) else None
