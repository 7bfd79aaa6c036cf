"""A past intervention for tests: recorded, with a lesson, not confirmed by any document."""

from typing import Any

from clrisk_site.places.models import Territory
from mapping.models import InterventionKind, PastIntervention


def make_intervention(
    territory: Territory, name: str = "Escuela de la tarde", **values: Any
) -> PastIntervention:
    return PastIntervention.objects.create(
        **{
            "territory": territory,
            "name": name,
            "kind": InterventionKind.CHILD_LABOUR,
            "year_from": 2018,
            "lessons": "Hace falta un puesto que siga tras la elección.",
            **values,
        }
    )
