"""The local offers of a municipality and the zones they reach, as files speak of them."""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from clrisk_site.places.models import Territory
from clrisk_site.places.names import search_form
from diagnosis.models import Zone, ZoneStatus
from mapping.models import LocalOffer, OfferCoverage

KEY = ("institution", "programme", "year", "zone")


class OfferRow(NamedTuple):
    """A local offer by the names that a file gives it."""

    pk: int
    institution: str
    programme: str
    year: int


@dataclass(frozen=True)
class KnownOffers:
    """What a file of coverage may name in one municipality."""

    offers: tuple[OfferRow, ...]
    zones: tuple[tuple[str, str], ...]

    def named(self, programme: str, institution: str) -> list[OfferRow]:
        """Return the offers of a programme, of that institution when one is named."""
        wanted, body = search_form(programme), search_form(institution)
        return [
            row
            for row in self.offers
            if search_form(row.programme) == wanted and (not body or search_form(row.institution) == body)
        ]

    def zone(self, said: str) -> str | None:
        """Return the letter of the zone that a letter or name means.

        Examples
        --------
        >>> KnownOffers((), (("A", "Terán"),)).zone("zona a")
        'A'
        """
        text = search_form(said)
        for letter, name in self.zones:
            sign, word = search_form(letter), search_form(name)
            if text in {sign, word, f"zona {sign}", f"zone {sign}", f"{sign} {word}"}:
                return letter
        return None

    @property
    def zone_list(self) -> str:
        return ", ".join(f"{letter} {name}" for letter, name in self.zones) or "—"


def known_offers(territory: Territory) -> KnownOffers:
    """Return the offers of a municipality and its zones."""
    offers = LocalOffer.objects.filter(territory=territory).order_by("programme__name", "-year")
    names = ("pk", "programme__institution__name", "programme__name", "year")
    zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
    return KnownOffers(
        tuple(OfferRow(*row) for row in offers.values_list(*names)),
        tuple(zones.order_by("letter").values_list("letter", "name")),
    )


def stored_coverage(territory: Territory) -> pd.DataFrame:
    """Return one row per offer and zone of which something is stored."""
    found = OfferCoverage.objects.filter(offer__territory=territory)
    rows = found.exclude(zone__status=ZoneStatus.DROPPED).values_list(
        "offer__programme__institution__name",
        "offer__programme__name",
        "offer__year",
        "zone__letter",
        "reaches",
        "places",
    )
    columns = [*KEY, "reaches", "places"]
    frame = pd.DataFrame(list(rows), columns=columns, dtype=object)
    return frame.astype({"year": "Int64", "places": "Int64"})
