"""Reads who may act on which factor by which article, as a territory sees it."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext

from clrisk_site.places.models import Territory
from diagnosis.queries.factors import factors_of
from mapping.attributions import CHILD_LABOUR, Attribution, Attributions, Body, Crossing, Matter
from mapping.models import Competence, CompetenceNature, GovernmentLevel, Institution, Norm, NormReading
from mapping.owners import owner_paths
from mapping.queries.level_order import by_level


def attributions_of(territory: Territory) -> Attributions:
    """Return the crossing of what the place chose to work on with every institution whose norms were read."""
    owners = owner_paths(territory)
    rows = Competence.objects.filter(territory__path__in=owners)
    rows = rows.select_related("institution__territory", "factor")
    ordered = list(
        rows.order_by(by_level("institution__level"), "institution__name", "document", "article", "pk")
    )
    found: dict[Crossing, list[Attribution]] = defaultdict(list)
    bodies: dict[int, Body] = {}
    for row in ordered:
        found[(row.factor_id, row.institution_id)].append(attribution_of(row))
        bodies.setdefault(row.institution_id, body_of(row.institution))
    unread = Norm.objects.filter(
        territory__path__in=owners, reading__in=(NormReading.SOUGHT, NormReading.FOUND)
    )
    return Attributions(
        matters=_matters(territory, ordered),
        bodies=tuple(bodies.values()),
        found={crossing: tuple(powers) for crossing, powers in found.items()},
        unread=tuple(unread.order_by(by_level(), "name").values_list("name", flat=True)),
    )


def child_labour() -> Matter:
    """Return child labour itself, in the active language."""
    return Matter(CHILD_LABOUR, gettext("Child labour itself"))


def _matters(territory: Territory, rows: Iterable[Competence]) -> tuple[Matter, ...]:
    """Child labour first, then the factors chosen here, then others that a norm speaks of."""
    ranking = factors_of(territory)
    chosen = {row.factor_id: Matter(row.code, row.name, row.factor_id) for row in ranking.priority}
    if not chosen:
        chosen = {row.factor_id: Matter(row.code, row.name, row.factor_id) for row in ranking.rows}
    others = {
        row.factor.pk: row.factor for row in rows if row.factor is not None and row.factor.pk not in chosen
    }
    more = sorted(others.values(), key=lambda factor: (factor.position, factor.code))
    return (child_labour(), *chosen.values(), *(Matter(one.code, str(one), one.pk) for one in more))


def body_of(institution: Institution) -> Body:
    """Return an institution as the crossing shows it."""
    return Body(
        institution.pk,
        institution.name,
        str(institution),
        GovernmentLevel(institution.level) if institution.level in GovernmentLevel.values else None,
        institution.territory.path,
    )


def attribution_of(row: Competence) -> Attribution:
    """Return one stored power as a plain value."""
    return Attribution(
        pk=row.pk,
        version=row.version,
        nature=CompetenceNature(row.nature),
        document=row.document,
        article=row.article,
        summary=row.summary,
        norm_id=row.norm_id,
        illustrative=row.illustrative,
    )
