"""The order of levels of government in lists: federal, state, municipal, then all others."""

from django.db.models import Case, IntegerField, Value, When

from mapping.models import GovernmentLevel


def by_level(field: str = "level") -> Case:
    """Return an expression that sorts rows by level; the codes themselves sort by alphabet only."""
    ranks = [When(**{field: level.value}, then=Value(rank)) for rank, level in enumerate(GovernmentLevel)]
    return Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
