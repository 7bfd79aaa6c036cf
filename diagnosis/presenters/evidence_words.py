"""The evidence of factors in words: the lead of the ranking, agreement, what a number speaks of."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, signed
from clrisk_site.figures.estimate import Estimate, Verdict
from diagnosis.evidence import Agreement, Effect, FactorEvidence, Origin, Voices
from diagnosis.models import Outcome, Sex, Technique


def ranking_lead(rows: Sequence[FactorEvidence]) -> str:
    """Name the priority factor with the largest difference, or say that there is no number."""
    priority = [row for row in rows if row.factor.is_priority]
    if not priority:
        return gettext("No factor has been chosen yet. Choose those that matter in this municipality.")
    top = next((row for row in priority if row.size is not None), None)
    if top is None or top.leading is None:
        return _without_numbers(priority)
    text = largest_difference(top.factor.name, top.leading.points, outcome_words(top.leading.outcome))
    if top.leading.stale is not None or top.leading.points.verdict is Verdict.REVIEW:
        return f"{text} {gettext('Look at the objections before you use this number.')}"
    return text


def _without_numbers(priority: Sequence[FactorEvidence]) -> str:
    voices, spoken = sum(row.voices for row in priority), sum(row.voices > 0 for row in priority)
    if voices:
        text = ngettext(
            "No number is known. %(voices)s reference or finding speaks of %(spoken)s priority factor.",
            "No number is known. %(voices)s references and findings speak of %(spoken)s priority factors.",
            voices,
        )
        return text % {"voices": grouped(voices), "spoken": grouped(spoken)}
    return ngettext(
        "Nobody published weights for this municipality. Its %(count)s priority factor counts alone.",
        "Nobody published weights for this municipality. Its %(count)s priority factors count the same.",
        len(priority),
    ) % {"count": len(priority)}


def largest_difference(name: str, points: Estimate, what: str) -> str:
    """Name a factor with its difference: so many points more or less of something, with the interval."""
    words = {"factor": name, "points": grouped(abs(points.value or 0)), "what": what, **_ends(points)}
    more = (points.value or 0) > 0
    if not points.has_interval:
        text = (
            gettext("“%(factor)s” has the largest difference: about %(points)s points more %(what)s.")
            if more
            else gettext("“%(factor)s” has the largest difference: about %(points)s points less %(what)s.")
        )
        return text % words
    text = (
        gettext(
            "“%(factor)s” has the largest difference: about %(points)s points more %(what)s, "
            "between %(lower)s and %(upper)s."
        )
        if more
        else gettext(
            "“%(factor)s” has the largest difference: about %(points)s points less %(what)s, "
            "between %(lower)s and %(upper)s."
        )
    )
    return text % words


def _ends(points: Estimate) -> dict[str, str]:
    """Return the ends of an interval without signs, unless it crosses zero."""
    if points.lower is None or points.upper is None:
        return {}
    if points.lower < 0 < points.upper:
        return {"lower": signed(points.lower, 0), "upper": signed(points.upper, 0)}
    least, most = sorted((abs(points.lower), abs(points.upper)))
    return {"lower": grouped(least), "upper": grouped(most)}


def outcome_words(outcome: str) -> str:
    """Return what there is more or less of, inside a sentence."""
    return {
        Outcome.WORK: gettext("economic activity"),
        Outcome.CHORES: gettext("chores in the own home"),
    }.get(Outcome(outcome), gettext("child labour"))


def agreement_words(agreement: Agreement) -> str:
    """Say whether numbers, documents and people point the same way."""
    return {
        Agreement.NONE: gettext("No evidence recorded yet"),
        Agreement.ONE_KIND: gettext("Only one kind of evidence"),
        Agreement.SAME_WAY: gettext("Several kinds of evidence agree"),
        Agreement.APART: gettext("The kinds of evidence contradict each other"),
        Agreement.UNCLEAR: gettext("The kinds of evidence give no clear picture together"),
    }[agreement]


def voices_words(voices: Voices) -> str:
    """Return how many go which way: "3 with more · 1 unclear"; empty without any."""
    counted = (
        (voices.raises, gettext("%(count)s with more")),
        (voices.lowers, gettext("%(count)s with less")),
        (voices.unclear, gettext("%(count)s unclear")),
    )
    return " · ".join(text % {"count": grouped(number)} for number, text in counted if number)


def speaks_of(effect: Effect) -> str:
    """Return the category that a number compares, and with which."""
    if not effect.category:
        return ""
    if not effect.reference:
        return effect.category
    words = {"category": effect.category, "reference": effect.reference}
    return gettext("%(category)s, compared with %(reference)s") % words


def sex_words(sex: str) -> str:
    """Return whom a number speaks of."""
    return str(Sex(sex).label)


def origin_words(effect: Effect) -> str:
    """Say where a number comes from."""
    story = effect.points.story
    known = (
        f"{story.source}, {story.year}"
        if story.year and str(story.year) not in story.source
        else story.source
    )
    if effect.origin is Origin.COMPUTED:
        how = str(Technique(effect.technique).label).lower()
        return gettext("computed here, %(technique)s: %(source)s") % {"technique": how, "source": known}
    return gettext("as published: %(source)s") % {"source": known} if known else gettext("no source recorded")


def chosen_outcome(asked: str, known: Sequence[Outcome]) -> str:
    """Return the outcome to rank by: the one asked for, else the first known; empty where none is."""
    if asked in known:
        return asked
    return known[0].value if known else ""


def outcome_segments(known: Sequence[Outcome], chosen: str) -> list[dict[str, object]]:
    """Return the choice of outcomes for components/segments.html; none where there is nothing to choose."""
    if len(known) < 2:
        return []
    return [
        {"label": str(one.label), "url": f"?outcome={one.value}", "current": one.value == chosen}
        for one in known
    ]
