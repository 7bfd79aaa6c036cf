"""The catalogue of factors: where it is seeded from, and what a country may set beside the texts."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.fields import ChoiceField, YesNoField
from clrisk_site.catalogue.registry import of_model
from diagnosis.models import Direction, Factor

FACTORS = of_model(
    Factor,
    Path(__file__).parent / "catalogue" / "factors.yaml",
    label=_("Associated factors"),
    explanation=_("What is associated with child labour. Every diagnosis, gap and action line names them."),
    fields=(
        ChoiceField("direction", _("Direction"), Direction.choices),
        YesNoField("about_girls", _("Makes the work of girls visible")),
    ),
    more_label=_("Explanation"),
)
