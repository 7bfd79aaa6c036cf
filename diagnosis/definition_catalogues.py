"""The catalogues of a definition sheet: its elements, and published definitions to begin with."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.fields import NumberField, YesNoField
from clrisk_site.catalogue.registry import of_model, register
from clrisk_site.catalogue.uses import Use, register_use
from diagnosis.models import DefinitionElement, DefinitionPreset, DefinitionSheet, ElementAvailability

_FOLDER = Path(__file__).parent / "catalogue"
OLDEST = 17
HOURS_OF_A_WEEK = 168

ELEMENTS = of_model(
    DefinitionElement,
    _FOLDER / "definition_elements.yaml",
    label=_("Elements of the definition"),
    explanation=_("What a definition is made of. Each sheet says per level whether data exist for them."),
    more_label=_("Explanation"),
)
PRESETS = of_model(
    DefinitionPreset,
    _FOLDER / "definition_presets.yaml",
    label=_("Published definitions"),
    explanation=_("Definitions that a sheet may begin with. Their numbers are not mixed with one another."),
    fields=(
        NumberField("age_from", _("From the age of"), 0, OLDEST, optional=True),
        NumberField("age_to", _("To the age of"), 0, OLDEST, optional=True),
        YesNoField("counts_chores", _("Counts chores in the own home")),
        NumberField("chores_hours", _("Hours of chores that count"), 1, HOURS_OF_A_WEEK, optional=True),
    ),
    more_label=_("Explanation"),
)


def register_definition_catalogues() -> None:
    """Register both, and what rests on their rows."""
    register(ELEMENTS)
    register(PRESETS)
    sheets = _("Definition sheets")
    register_use(PRESETS.code, Use(DefinitionSheet, sheets, "preset"))
    register_use(ELEMENTS.code, Use(ElementAvailability, sheets, "element", "definition__territory"))
