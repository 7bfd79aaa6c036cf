"""The risk models of a country, each with what an import of it must say."""

from django.db.models import Count

from clrisk_site.files.registry import StoredSet
from clrisk_site.places.models import Territory
from diagnosis.models import RiskModel


def stored_models(territory: Territory) -> list[StoredSet]:
    """Return one set per model of the country, the newest first."""
    models = RiskModel.objects.filter(country=territory.country).annotate(terms=Count("coefficients"))
    return [
        StoredSet(
            str(model.pk),
            str(model),
            source=model.source,
            year=model.year,
            facts={
                "name": model.name,
                "survey": model.survey,
                "age_from": str(model.age_from),
                "age_to": str(model.age_to),
                **({"definition": model.definition} if model.definition else {}),
            },
            rows=model.terms,
        )
        for model in models.order_by("-year", "-pk")
    ]
