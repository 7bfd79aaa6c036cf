"""One row of each kind of evidence, for the tests that try every address."""

import datetime as dt

from django.db.models import Model

from diagnosis.models import (
    Factor,
    FactorMention,
    Finding,
    LiteratureSearch,
    ParticipantGroup,
    QualitativeInstrument,
    Reference,
    Zone,
)


def make_search(zone: Zone) -> LiteratureSearch:
    return LiteratureSearch.objects.create(
        territory=zone.territory,
        engine="Catálogo de tesis",
        terms="trabajo infantil Chiapas",
        language="español",
        searched_on=dt.date(2026, 3, 2),
        hits=40,
        kept=3,
    )


def make_reference(search: LiteratureSearch, factor: Factor) -> Reference:
    reference = Reference.objects.create(
        territory=search.territory, search=search, citation="Autora (2018), Tesis", year=2018, level="state"
    )
    FactorMention.objects.create(reference=reference, factor=factor, direction="raises")
    return reference


def make_instrument(zone: Zone) -> QualitativeInstrument:
    instrument = QualitativeInstrument.objects.create(
        territory=zone.territory, method="group", title="Grupo de maestras", held_on=dt.date(2026, 4, 7)
    )
    ParticipantGroup.objects.create(
        instrument=instrument, role="maestras", sex="girls", age_band="18_plus", persons=12
    )
    return instrument


def make_finding(instrument: QualitativeInstrument, factor: Factor, zone: Zone | None = None) -> Finding:
    return Finding.objects.create(
        territory=instrument.territory,
        instrument=instrument,
        factor=factor,
        strength="raises",
        zone=zone,
        text="Faltan a clases para cuidar hermanos.",
    )


def evidence_world(zone: Zone, factor: Factor) -> dict[str, Model]:
    search, instrument = make_search(zone), make_instrument(zone)
    return {
        "search": search,
        "reference": make_reference(search, factor),
        "instrument": instrument,
        "empty_instrument": make_instrument(zone),
        "finding": make_finding(instrument, factor, zone),
    }
