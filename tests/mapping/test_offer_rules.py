"""What an offer may not say, at whatever door; and the class of cost that follows its amounts. Pure."""

from decimal import Decimal

import pytest

from clrisk_site.catalogue.wording import render
from mapping.offer_rules import Costs, OfferSaid, faults_of, settled_class

HALF = Costs(Decimal(5000), Decimal(9600), "very_low")


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        (OfferSaid(used=600, free=700), []),
        (OfferSaid(places=120, used=90, free=30, in_zones=120, in_groups=120, used_in_groups=90), []),
        (OfferSaid(places=120, used=121), ["places_used"]),
        (OfferSaid(places=120, free=121), ["places_available"]),
        (OfferSaid(places=120, used=90, free=31), ["places_available"]),
        (OfferSaid(places=120, without_quota=True), ["without_quota"]),
        (OfferSaid(places=120, in_zones=121), ["places_per_year"]),
        (OfferSaid(places=120, in_groups=121), ["places_per_year"]),
        (OfferSaid(used=90, used_in_groups=91), ["places_used"]),
        (OfferSaid(costs=HALF), ["marginal_cost"]),
        (OfferSaid(costs=Costs(Decimal(0), None, "high")), ["marginal_cost"]),
        (OfferSaid(costs=Costs(Decimal(5000), None, "very_low")), []),
    ],
)
def test_what_an_offer_contradicts_is_told_at_its_fact(said: OfferSaid, facts: list[str]) -> None:
    found = faults_of(said)
    assert [fault.fact for fault in found] == facts
    assert all("%(" not in render(fault.message) for fault in found)


def test_thousands_are_grouped_and_the_class_is_a_word() -> None:
    assert "1 200" in _told(OfferSaid(places=1000, in_zones=1200))
    assert "52.1 %" in _told(OfferSaid(costs=HALF))


def _told(said: OfferSaid) -> str:
    return render(faults_of(said)[0].message).replace(",", " ").replace("\u202f", " ").replace("\xa0", " ")


def test_a_class_that_followed_from_amounts_follows_new_ones() -> None:
    cheap = Costs(Decimal(100), Decimal(9600), "very_low")
    chosen = Costs(None, None, "very_low")
    assert settled_class(HALF, cheap) == "high"
    assert settled_class(HALF, chosen) == "very_low", "a person chose it: then it is asked, not replaced"
    assert settled_class(HALF) == "very_low"
    assert settled_class(Costs(Decimal(5000), Decimal(9600))) == "high"
    assert settled_class(cheap, cheap) == "very_low"
