"""The words of scores from 0 to 4: will, capacity, interest, influence. An empty score is not judged yet."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

SCORE_CHOICES = (
    ("", _("Not judged yet")),
    (0, pgettext_lazy("score from 0 to 4", "0 · none")),
    (1, pgettext_lazy("score from 0 to 4", "1 · low")),
    (2, pgettext_lazy("score from 0 to 4", "2 · medium")),
    (3, pgettext_lazy("score from 0 to 4", "3 · high")),
    (4, pgettext_lazy("score from 0 to 4", "4 · very high")),
)


def score_words(score: int | None) -> str:
    """Return a score in words; one that nobody gave says so."""
    return gettext("Not judged yet") if score is None else str(SCORE_CHOICES[score + 1][1])
