"""The short names of a country: every state of Mexico has one, and none means two."""

from clrisk_site.places.short_names import short_names


def test_mexico() -> None:
    found = short_names("MX")
    assert set(found.values()) == {f"MX.{number:02}" for number in range(1, 33)}
    assert (found["slp"], found["nl"], found["cdmx"], found["edomex"]) == ("MX.24", "MX.19", "MX.09", "MX.15")
    assert not short_names("PE")
