"""The surveys of a territory with the shares that were computed from them."""

from django.db.models import Prefetch, QuerySet

from clrisk_site.places.models import Territory
from diagnosis.models import Survey, SurveyShare
from diagnosis.survey.comparing import StoredShare


def surveys_of(territory: Territory) -> QuerySet[Survey]:
    """Return the readings of a territory, the newest data first, each with the share of everyone."""
    everyone = SurveyShare.objects.filter(position=0)
    surveys = Survey.objects.filter(territory=territory).select_related("definition", "territory")
    return surveys.prefetch_related(Prefetch("shares", queryset=everyone)).order_by("-year", "-pk")


def surveys_at(path: str) -> QuerySet[Survey]:
    """Return the readings at a path, to be fetched one by one with all their shares."""
    surveys = Survey.objects.filter(territory__path=path)
    return surveys.select_related("definition", "created_by").prefetch_related("shares")


def others_of_file(survey: Survey) -> QuerySet[Survey]:
    """Return the other readings of the same file at the same place."""
    alike = Survey.objects.filter(territory=survey.territory_id, sha256=survey.sha256)
    return alike.exclude(pk=survey.pk)


def stored_shares(survey: Survey) -> list[StoredShare]:
    """Return the stored digits of a survey, in order, to be held against a rerun."""
    return [
        StoredShare(
            name=" ".join(filter(None, (share.variable, share.category))) or "*",
            numbers={
                "n": share.n,
                "cases": share.cases,
                "population": share.population,
                "share": share.share,
                "se": share.se,
                "df": share.df,
                "lower": share.lower,
                "upper": share.upper,
                "deff": share.deff,
            },
        )
        for share in survey.shares.all()
    ]
