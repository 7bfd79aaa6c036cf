"""The desk review beside the norms: which steps there are, and how far what is recorded takes each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.country import explanations_of, texts_of
from clrisk_site.catalogue.loading import read_entries
from clrisk_site.catalogue.registry import of_files
from clrisk_site.catalogue.texts import resolve

STEPS_FILE = Path(__file__).parent / "catalogue" / "desk_review.yaml"
DESK_REVIEW = of_files(
    "desk_review",
    STEPS_FILE,
    label=_("Steps of the desk review"),
    explanation=_("What to gather on programmes and on coordination spaces before the interviews."),
    name_label=_("What to gather"),
    more_label=_("Why, and where it is usually found"),
)


class Part(StrEnum):
    """What a step is about: parts B and C of the checklist."""

    PROGRAMMES = "programmes"
    SPACES = "spaces"


@dataclass(frozen=True)
class Step:
    """One step; a computed one follows from records, any other is ticked by a person."""

    code: str
    part: Part
    computed: bool
    shipped_texts: Mapping[str, str]
    shipped_explanations: Mapping[str, str]

    @property
    def name(self) -> str:
        """What to gather, in the active language and as the country in force has it."""
        return resolve(texts_of(DESK_REVIEW.code, self.code, self.shipped_texts))

    @property
    def explanation(self) -> str:
        """Why, and where it is usually found."""
        return resolve(explanations_of(DESK_REVIEW.code, self.code, self.shipped_explanations))


@dataclass(frozen=True)
class Progress:
    """How many of how many records have what a step asks for. None of none is nothing to show yet."""

    done: int
    of: int

    @property
    def is_complete(self) -> bool:
        """Whether every record has it."""
        return 0 < self.of == self.done


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    """Return the steps in their order."""
    return tuple(
        Step(
            entry["code"],
            Part(entry["part"]),
            entry["computed"],
            entry["texts"],
            entry.get("explanations", {}),
        )
        for entry in read_entries(STEPS_FILE)
    )


def ticked_step(code: str) -> Step | None:
    """Return the step of this code if a person ticks it; None for any other."""
    return next((step for step in steps() if step.code == code and not step.computed), None)
