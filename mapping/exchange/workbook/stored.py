"""What is stored of each sheet, as the rows that its import takes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
from django.db.models import QuerySet

from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.exchange.workbook.references import shared_names
from mapping.exchange.workbook.sheets import FACTOR, FACTORS, KEY, REFERENCES, SHEETS, YEAR, ZONE, Sheet
from mapping.models import OfferCoverage
from mapping.owners import owner_paths

OWNER = "owner"
"""The column of a frame that tells whose a row is; it is never written."""

_JOINED: Mapping[str, tuple[str, ...]] = {
    "offices": ("institution",),
    "competences": ("institution", "factor", "norm"),
    "programmes": ("institution",),
    "offers": ("programme__institution",),
    "coverage": ("offer__programme__institution", "offer__territory", "zone"),
    "members": ("space", "institution"),
}
_FETCHED: Mapping[str, tuple[str, ...]] = {
    "programmes": ("factor_links__factor",),
    "past_interventions": ("institutions", "factors"),
}


_LETTERS: Mapping[str, str] = {sheet.code: sheet.letter for sheet in SHEETS}


def records_of(sheet: Sheet, territory: Territory) -> QuerySet[Any]:
    """Return the records of a sheet: those of the place, and of places above where a sheet shows them."""
    rows: QuerySet[Any] = sheet.model._default_manager.all()
    joined = _JOINED.get(sheet.code, ())
    if sheet.model is OfferCoverage:
        return rows.filter(offer__territory=territory).select_related(*joined).order_by("pk")
    rows = rows.select_related("territory", *joined).prefetch_related(*_FETCHED.get(sheet.code, ()))
    owned: dict[str, Any] = (
        {"territory__path__in": owner_paths(territory)} if sheet.is_seen_from_below else {}
    )
    return rows.filter(**(owned or {"territory": territory})).order_by("pk")


def frame_of(sheet: Sheet, territory: Territory, apart: Mapping[str, str]) -> pd.DataFrame:
    """Return the stored rows with their keys and owners; a blank text is missing.

    Parameters
    ----------
    apart : mapping of str to str
        By key, what a record is called where it is referred to and its name alone would mean another too.
    """
    rows = [
        [sheet.key_of(record.pk), _owner(record), *(value_of(record, name, apart) for name in sheet.fields)]
        for record in records_of(sheet, territory)
    ]
    return pd.DataFrame(rows, columns=[KEY, OWNER, *sheet.fields], dtype=object)


def stored_frames(territory: Territory) -> dict[str, pd.DataFrame]:
    """Return all sheets as they are stored now, by their code; what is referred to comes first."""
    frames: dict[str, pd.DataFrame] = {}
    apart: dict[str, str] = {}
    for sheet in SHEETS:
        frames[sheet.code] = frame_of(sheet, territory, apart)
        if sheet.code in REFERENCES.values():
            apart |= shared_names(frames[sheet.code])
    return frames


def factor_spellings() -> dict[str, tuple[str, ...]]:
    """Return the codes of factors with what they are called in each language, the active one first."""
    return {
        factor.code: tuple(dict.fromkeys((str(factor), *map(str, factor.texts.values()))))
        for factor in Factor.objects.all()
    }


def value_of(record: Any, name: str, apart: Mapping[str, str]) -> Any:
    """Return what a record holds in a column, as an import reads it."""
    if name == FACTORS:
        return _factors(record)
    if name == FACTOR:
        return record.factor.code if record.factor is not None else None
    if name == ZONE:
        return record.zone.letter
    if isinstance(record, OfferCoverage) and name in ("institution", "programme", YEAR):
        return value_of(record.offer, name, apart)
    if name == "institution" and not hasattr(record, "institution"):
        return _called(record.programme.institution, name, apart)
    if name == "institutions":
        return tuple(sorted(_called(one, name, apart) for one in record.institutions.all()))
    value = getattr(record, name)
    if name in REFERENCES:
        return _called(value, name, apart) if value is not None else None
    return _plain(value)


def _called(record: Any, name: str, apart: Mapping[str, str]) -> str:
    return apart.get(_LETTERS[REFERENCES[name]] + str(record.pk), str(record.name))


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return "\n".join(" ".join(line.split()) for line in value.splitlines()).strip() or None
    return value


def _factors(record: Any) -> tuple[str, ...]:
    if hasattr(record, "factor_links"):
        return tuple(sorted(link.factor.code for link in record.factor_links.all()))
    return tuple(sorted(factor.code for factor in record.factors.all()))


def _owner(record: Any) -> str:
    owner = record.offer.territory if isinstance(record, OfferCoverage) else record.territory
    return str(owner.path)
