"""Eligibility in words: because, would be if, or what to ask."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from clrisk_site.figures.kleene import Known
from mapping.eligibility import Eligibility
from mapping.presenters.saying import all_said, joined


@dataclass(frozen=True)
class EligibilityWords:
    """What a page says: a short label, one sentence, and the questions that are open."""

    verdict: str
    label: str
    sentence: str
    questions: list[str] = field(default_factory=list)


def eligibility_words(eligibility: Eligibility) -> EligibilityWords:
    """Say whether an action line may rest on an offer, and why."""
    label = eligibility_label(eligibility.verdict)
    if eligibility.verdict is Known.YES:
        sentence = gettext("It is eligible because %(reasons)s.") % {
            "reasons": joined(all_said(eligibility.because))
        }
        return EligibilityWords("yes", label, sentence)
    if eligibility.verdict is Known.NO:
        return EligibilityWords("no", label, _refusal(eligibility))
    questions = all_said(eligibility.missing)
    return EligibilityWords(
        "unknown", label, gettext("It is not known yet. Ask in the interview:"), questions
    )


def eligibility_label(verdict: Known) -> str:
    """Return the verdict in one or two words."""
    return {
        Known.YES: gettext("Eligible"),
        Known.NO: gettext("Not eligible"),
        Known.UNKNOWN: gettext("Not known yet"),
    }[verdict]


def _refusal(eligibility: Eligibility) -> str:
    sentence = gettext("It is not eligible because %(reasons)s.") % {
        "reasons": joined(all_said(eligibility.because))
    }
    if not eligibility.would_need:
        return sentence
    cure = gettext("It would be eligible if %(cures)s.") % {"cures": joined(all_said(eligibility.would_need))}
    return f"{sentence} {cure}"
