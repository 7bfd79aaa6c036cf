"""Registers what stands for the factors of the demonstration in its areas, and keeps the index."""

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.actions.keep_index import keep_index
from diagnosis.models import Factor, Indicator, Proxy, ReleaseNature, RiskRelease
from planning.demo.reading import read


def build_proxies(municipality: Territory, *, by: User) -> None:
    """Store the register of proxies, and keep the index that follows from them."""
    said, data = read("diagnosis"), read("proxies")
    release = RiskRelease.objects.get(country=municipality.country, nature=ReleaseNature.PROXY)
    indicators = {one.code: one for one in Indicator.objects.filter(country=municipality.country)}
    factors = {one.code: one for one in Factor.objects.all()}
    for entry in data["proxies"]:
        indicator = indicators.get(entry.get("indicator", ""))
        proxy = Proxy(
            territory=municipality,
            factor=factors[entry["factor"]],
            indicator=indicator,
            release=None if indicator else release,
            title=entry["title"],
            source=said["source"],
            year=said["year"],
            unit=entry["unit"],
            direction=entry.get("direction", "raises"),
            fit=entry["fit"],
            note=entry.get("note", ""),
            in_use=entry.get("in_use", True),
            illustrative=True,
        )
        create_record(proxy, by=by)
    keep_index(municipality, by=by)
