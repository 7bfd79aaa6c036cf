"""The catalogue of interview themes: where it is seeded from, and which theme asks what."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.registry import of_model, register
from clrisk_site.catalogue.uses import Use, register_use
from mapping.models import InterviewNote, InterviewTheme

DEFINITION, DESK_REVIEW, SPACES = "definition", "desk_review", "spaces"

INTERVIEW_THEMES = of_model(
    InterviewTheme,
    Path(__file__).parent / "catalogue" / "interview_themes.yaml",
    label=_("Themes of interviews"),
    explanation=_(
        "What an institution is asked, theme by theme. The questions stand on the interview sheet."
    ),
    more_label=_("Questions that open it"),
)


def register_interview_themes() -> None:
    """Let pages show the themes, and say what uses them."""
    register(INTERVIEW_THEMES)
    register_use(INTERVIEW_THEMES.code, Use(InterviewNote, _("Notes of interviews"), "theme"))
