"""A programme or offer as text, value for value, so that undoing an import puts back all it had."""

import json
from typing import Any

from clrisk_site.people.writing import snapshot
from mapping.models import LocalOffer, Programme, ProgrammeFactor

_OWN = frozenset({"territory", "institution", "programme", "name"})
FACTORS = "factors"


def programme_state(programme: Programme, factors: dict[str, str]) -> str:
    """Return all values of a programme and the strength of its link to each factor."""
    return json.dumps({**_values(programme), FACTORS: factors}, sort_keys=True)


def offer_state(offer: LocalOffer) -> str:
    """Return all values of a local offer; the zones that it reaches are not its own."""
    return json.dumps(_values(offer), sort_keys=True)


def restore_programme(programme: Programme, state: str, factor_ids: dict[str, int]) -> None:
    """Save a programme with the values and links of a state."""
    values = json.loads(state)
    links = values.pop(FACTORS)
    _set(programme, values)
    programme.save()
    ProgrammeFactor.objects.filter(programme=programme).exclude(factor__code__in=links).delete()
    for code, strength in links.items():
        if code in factor_ids:
            ProgrammeFactor.objects.update_or_create(
                programme=programme, factor_id=factor_ids[code], defaults={"strength": strength}
            )


def restore_offer(offer: LocalOffer, state: str) -> None:
    """Save an offer with the values of a state."""
    _set(offer, json.loads(state))
    offer.save()


def _values(record: Programme | LocalOffer) -> dict[str, object]:
    return {name: value for name, value in snapshot(record).items() if name not in _OWN}


def _set(record: Programme | LocalOffer, values: dict[str, Any]) -> None:
    fields = {field.name: field for field in record._meta.concrete_fields}
    for name, value in values.items():
        setattr(record, name, fields[name].to_python(value))
    if record.pk is not None:
        record.version += 1
