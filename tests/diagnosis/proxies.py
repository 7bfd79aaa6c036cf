"""Proxies and indicators for the tests of the diagnosis."""

from collections.abc import Sequence

from clrisk_site.places.models import Territory
from diagnosis.models import Direction, Factor, Indicator, IndicatorValue, Proxy, ProxyFit


def make_indicator(code: str = "P6A14NAE", unit: str = "%") -> Indicator:
    return Indicator.objects.create(country="MX", code=code, name=f"Indicator {code}", unit=unit)


def put_indicator(
    indicator: Indicator,
    areas: Sequence[Territory],
    values: Sequence[float | None],
    *,
    year: int = 2020,
    source: str = "INEGI",
) -> None:
    """One value per area; a None leaves the number out."""
    IndicatorValue.objects.bulk_create(
        IndicatorValue(territory=area, indicator=indicator, year=year, source=source, value=value)
        for area, value in zip(areas, values, strict=True)
        if value is not None
    )


def make_proxy(place: Territory, factor: Factor, indicator: Indicator | None = None, **more: object) -> Proxy:
    values: dict[str, object] = {
        "title": "Not attending",
        "source": "INEGI",
        "year": 2020,
        "direction": Direction.RAISES,
        "fit": ProxyFit.GOOD,
    }
    if "release" not in more:
        values["indicator"] = indicator or make_indicator()
    return Proxy.objects.create(territory=place, factor=factor, **{**values, **more})
