"""Names of the four stages, and the days each took where the process was first published: catalogue data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.country import texts_of, value_of
from clrisk_site.catalogue.fields import NumberField
from clrisk_site.catalogue.loading import read_entries
from clrisk_site.catalogue.registry import of_files
from clrisk_site.catalogue.texts import resolve

STAGES_FILE = Path(__file__).parent / "catalogue" / "stages.yaml"
STAGES = of_files(
    "stages",
    STAGES_FILE,
    label=_("Stages"),
    explanation=_("The four stages, and the days to compare a municipality's own with."),
    fields=(NumberField("reference_days", _("Days to compare with"), 1, 2000, optional=True),),
)


@dataclass(frozen=True)
class StageText:
    """A stage as the catalogue tells it; without `reference_days` it has no end."""

    code: str
    texts: Mapping[str, str]
    shipped_days: int | None

    @property
    def title(self) -> str:
        """Name in the active language, as the country in force has it."""
        return resolve(texts_of(STAGES.code, self.code, self.texts))

    @property
    def reference_days(self) -> int | None:
        """Days to compare with, as the country in force has them."""
        return value_of(STAGES.code, self.code, "reference_days", self.shipped_days)


@lru_cache(maxsize=1)
def stage_texts() -> dict[str, StageText]:
    """Return the stages by code."""
    return {
        entry["code"]: StageText(entry["code"], entry["texts"], entry["reference_days"])
        for entry in read_entries(STAGES_FILE)
    }
