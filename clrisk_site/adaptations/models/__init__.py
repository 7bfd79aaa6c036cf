"""One concept per file; import them from here."""

from clrisk_site.adaptations.models.adaptation import Adaptation

__all__ = ["Adaptation"]
