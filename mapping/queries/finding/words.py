"""Words looked for in records: without accents, case or punctuation, and all of them must occur."""

from django.db.models import Q

from mapping.models import Institution
from mapping.models.searching import search_text


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a question as they are looked for, each once.

    Examples
    --------
    >>> words_of("¿Becas, Educación BÁSICA o becas?")
    ('becas', 'educacion', 'basica', 'o')
    """
    return tuple(dict.fromkeys(search_text(text).split()))


def matches(words: tuple[str, ...], *texts: str) -> bool:
    """Whether every word occurs in the texts together; for rows that keep no text to search in.

    Examples
    --------
    >>> matches(("becas", "edu"), "Becas de la Secretaría", "Educación")
    True
    """
    searched = search_text(*texts)
    return all(word in searched for word in words)


def in_stored_text(words: tuple[str, ...]) -> Q:
    """Return the condition that every word occurs in the stored text of a row."""
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=word)
    return condition


def in_programme_or_institution(words: tuple[str, ...], paths: list[str]) -> Q:
    """Return the condition that every word occurs in a programme's text or in its institution's name.

    Institutions are few, so theirs are looked up first: the condition then names them by key, and the
    database joins the two indexes instead of reading every programme with its institution.
    """
    if not words:
        return Q()
    any_word = Q()
    for word in words:
        any_word |= Q(search_text__contains=word)
    institutions = Institution.objects.filter(any_word, territory__path__in=paths).order_by()
    named = list(institutions.values_list("pk", "search_text"))
    condition = Q()
    for word in words:
        owners = [pk for pk, text in named if word in text]
        here = Q(search_text__contains=word)
        condition &= here | Q(institution__in=owners) if owners else here
    return condition
