"""Marks for data that stand under several years: a title may be repeated, its years are never mixed."""

from collections.abc import Sequence

from django.utils.translation import gettext

from diagnosis.models import Survey
from diagnosis.queries.sources import plain_name


def years_words(years: Sequence[int]) -> str:
    """Say that the same title stands under other years too; nothing when it does not."""
    if not years:
        return ""
    said = ", ".join(map(str, years))
    words = gettext("Also recorded for %(years)s. Say which year a number is of; never mix them.")
    return words % {"years": said}


def years_of_title(survey: Survey, surveys: Sequence[Survey]) -> list[int]:
    """Return the other years under which a title stands among these surveys."""
    title = plain_name(survey.title)
    return sorted({one.year for one in surveys if plain_name(one.title) == title} - {survey.year})


def twin_words(years: Sequence[int]) -> list[str]:
    """Say that a reading of another year has the very same counts; nothing when there is none."""
    words = gettext(
        "A reading of %(year)s has the very same counts. Check whether one file stands under two years."
    )
    return [words % {"year": year} for year in years]
