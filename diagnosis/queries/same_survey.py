"""Whether data were read here before under another year: one file has one year, a title may have several."""

from dataclasses import dataclass

from clrisk_site.figures.message import Message, says
from clrisk_site.places.models import Territory
from diagnosis.models import AnalysisResult, Survey
from diagnosis.queries.sources import plain_name


@dataclass(frozen=True)
class EarlierReading:
    """What was read of the same file: its name and the year it was given."""

    title: str
    year: int


class OtherYearError(Exception):
    """The same file was read here as the data of another year; `message` says which."""

    def __init__(self, earlier: EarlierReading) -> None:
        super().__init__(earlier.year)
        self.message = other_year_words(earlier)


def other_year_of_file(territory: Territory, *, sha256: str, year: int) -> EarlierReading | None:
    """Return a survey or a result of this very file that stands under another year, if there is one."""
    if not sha256:
        return None
    for model in (Survey, AnalysisResult):
        rows = model._default_manager.filter(territory=territory, sha256=sha256).exclude(year=year)
        found = rows.values_list("title", "year").first()
        if found:
            return EarlierReading(*found)
    return None


def other_year_words(earlier: EarlierReading) -> Message:
    """Say why a file is refused and how to mend it."""
    return says(
        "This file was read here as «%(title)s» of %(year)s. One file holds the data of one year. "
        "Correct the year, or remove that reading first.",
        title=earlier.title,
        year=earlier.year,
    )


def other_years_of_title(survey: Survey) -> list[int]:
    """Return the other years under which a survey of the same title was read here."""
    rows = Survey.objects.filter(territory=survey.territory_id).exclude(year=survey.year)
    years = {year for title, year in rows.values_list("title", "year") if _same(title, survey.title)}
    return sorted(years)


def _same(one: str, other: str) -> bool:
    return plain_name(one) == plain_name(other)


def other_years_with_its_numbers(survey: Survey) -> list[int]:
    """Return other years under which a reading has the very same counts: most likely one file, saved anew."""
    everyone = next(iter(survey.shares.all()), None)
    if everyone is None:
        return []
    alike = Survey.objects.filter(
        territory=survey.territory_id,
        rows=survey.rows,
        shares__position=everyone.position,
        shares__n=everyone.n,
        shares__cases=everyone.cases,
        shares__population=everyone.population,
    )
    return sorted(set(alike.exclude(year=survey.year).values_list("year", flat=True)))
