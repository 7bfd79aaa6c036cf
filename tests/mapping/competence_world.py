"""One norm with its powers, and one ticked step, for the tests that try every address."""

import datetime as dt

from django.db.models import Model

from clrisk_site.places.models import Territory
from mapping.models import DeskReviewStep, Norm


def competence_world(territory: Territory) -> dict[str, Model]:
    return {
        "norm": Norm.objects.create(
            territory=territory,
            name="Reglamento interior",
            kind="regulation",
            level="municipal",
            reading="read",
            read_on=dt.date(2026, 5, 4),
        ),
        "desk_step": DeskReviewStep.objects.create(
            territory=territory, step="inventories", state="done", done_on=dt.date(2026, 5, 4)
        ),
    }
