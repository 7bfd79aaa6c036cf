"""The rule of quality that a reading follows, by its name."""

from diagnosis.statistics.quality import ECLAC, WORKING, Preset, country_preset

COUNTRY = "country"
PRESETS = (ECLAC.name, COUNTRY, WORKING.name)


def preset_of(name: str, country: str) -> Preset:
    """Return the thresholds of a rule in a country; an unknown name is the regional rule."""
    if name == COUNTRY:
        return country_preset(country)
    return WORKING if name == WORKING.name else ECLAC
