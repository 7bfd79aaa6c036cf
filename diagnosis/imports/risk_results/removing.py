"""Takes results away again, unless a zone was drawn with them in sight, or a proxy rests on them."""

import datetime as dt

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.people.audit_words import name_of_thing
from clrisk_site.places.models import Territory
from clrisk_site.places.resting import refuse_if_resting
from clrisk_site.tables.spec import BuiltUponError, Context
from diagnosis.imports.batches import in_batches
from diagnosis.imports.reach import ids_by_path
from diagnosis.imports.risk_results.population import undo_population
from diagnosis.imports.risk_results.release import read_facts
from diagnosis.models import RiskRelease, RiskResult, Zone, ZoneStatus


def remove_results(territory: Territory, rows: pd.DataFrame, context: Context) -> None:
    """Remove the results of the release, the population that came with them, and the release when it is bare.

    Raises
    ------
    BuiltUponError
        When a zone that was drawn since holds one of the areas, or a proxy rests on the release.
    """
    facts, ids = read_facts(context), ids_by_path(territory, context)
    release = facts.find()
    if release is None or rows.empty:
        return
    owners = rows["territory"].map(ids).tolist()
    _refuse_drawn(set(rows["territory"]), territory, context)
    for batch in in_batches(owners):
        RiskResult.objects.filter(release=release, territory_id__in=batch).delete()
    undo_population(rows, ids, facts.year)
    if not release.results.exists():
        refuse_if_resting(RiskRelease, [release.pk], name_of=name_of_thing)
        release.delete()


def _refuse_drawn(paths: set[str], territory: Territory, context: Context) -> None:
    """Plans and other frozen versions keep their own copy; zones are what people decide from results."""
    zones = Zone.objects.exclude(status=ZoneStatus.DROPPED).filter(
        territory__in=Territory.objects.within(territory)
    )
    since = context.extra.get("imported_at")
    if isinstance(since, dt.datetime):
        zones = zones.filter(created_at__gt=since)
    drawn = Zone.areas.through.objects.filter(zone__in=zones).order_by("zone__letter", "territory__path")
    for path, code, letter in drawn.values_list("territory__path", "territory__code", "zone__letter"):
        if path in paths:
            message = says(
                "Zone %(letter)s was drawn with these results and holds the area %(code)s. "
                "Drop the zone first, or import corrected results.",
                letter=letter,
                code=code,
            )
            raise BuiltUponError(message)
