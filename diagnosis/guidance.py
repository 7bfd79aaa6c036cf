"""Guidance beside each step: what it is for and must produce, how the first city did it, what goes wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.country import explanations_of, texts_of
from clrisk_site.catalogue.loading import read_entries
from clrisk_site.catalogue.registry import of_files
from clrisk_site.catalogue.texts import resolve

GUIDANCE_FILE = Path(__file__).parent / "catalogue" / "guidance.yaml"
GUIDANCE = of_files(
    "guidance",
    GUIDANCE_FILE,
    label=_("Guidance for the diagnosis and the mapping"),
    explanation=_("Two lines beside each step. A country may tell its own experience there."),
    name_label=_("What the step is for and what it must produce"),
    more_label=_("How the first city did it and what goes wrong"),
)


@dataclass(frozen=True)
class Guidance:
    """The two lines of one step, in the active language and as the country in force has them."""

    code: str
    shipped_texts: Mapping[str, str]
    shipped_explanations: Mapping[str, str]

    @property
    def purpose(self) -> str:
        """What the step is for and what it must produce."""
        return resolve(texts_of(GUIDANCE.code, self.code, self.shipped_texts))

    @property
    def experience(self) -> str:
        """How the first city did it, and what goes wrong."""
        return resolve(explanations_of(GUIDANCE.code, self.code, self.shipped_explanations))


@lru_cache(maxsize=1)
def guidance() -> Mapping[str, Guidance]:
    """Return the guidance of every step by its code."""
    return {
        entry["code"]: Guidance(entry["code"], entry["texts"], entry["explanations"])
        for entry in read_entries(GUIDANCE_FILE)
    }
