"""Names of the four stages, and the days each took where the process was first published: catalogue data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clrisk_site.catalogue.loading import load_yaml
from clrisk_site.catalogue.texts import resolve

STAGES_FILE = Path(__file__).parent / "catalogue" / "stages.yaml"


@dataclass(frozen=True)
class StageText:
    """A stage as the catalogue tells it; `reference_days` is None for the one without an end."""

    texts: Mapping[str, str]
    reference_days: int | None

    @property
    def title(self) -> str:
        """Name in the active language."""
        return resolve(self.texts)


@lru_cache(maxsize=1)
def stage_texts() -> dict[str, StageText]:
    """Return the stages by code."""
    entries = load_yaml(STAGES_FILE)
    return {entry["code"]: StageText(entry["texts"], entry["reference_days"]) for entry in entries}
