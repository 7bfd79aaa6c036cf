"""Looks in programmes and in what was recorded of them here."""

from django.db.models import Q

from mapping.models import LocalOffer
from mapping.queries.finding.asking import FindQuestion, Hit, Hits, read_and_match
from mapping.queries.finding.words import in_programme_or_institution
from mapping.queries.programmes import programmes_seen_from


def find_programmes(question: FindQuestion) -> Hits:
    """Return programmes in which every word occurs, in their texts or their institution's name."""
    narrowed = Q(in_programme_or_institution(question.words, question.paths))
    if question.level:
        narrowed &= Q(level=question.level)
    if question.factor is not None:
        narrowed &= Q(factors=question.factor)
    seen = programmes_seen_from(question.territory).filter(narrowed)
    rows = tuple(
        Hit(
            one.name,
            "programme",
            one.pk,
            note=f"{one.institution.full_name} · {one.get_level_display()}",
            texts=(one.purpose, one.target_population, one.benefit, one.territorial_scope),
            illustrative=one.illustrative,
        )
        for one in seen[: question.most]
    )
    is_whole = question.most is None or len(rows) < question.most
    return Hits(len(rows) if is_whole else seen.count(), rows)


def find_offers(question: FindQuestion) -> Hits:
    """Return local offers by their rules, obstacles, source of money and who decides."""
    offers = LocalOffer.objects.filter(territory=question.territory).select_related("programme")
    if question.level:
        offers = offers.filter(programme__level=question.level)
    if question.factor is not None:
        offers = offers.filter(programme__factors=question.factor)
    return read_and_match(
        question,
        offers.order_by("programme__name", "-year"),
        lambda one: (
            one.blocking_rule,
            one.obstacles,
            one.decided_by,
            one.next_window,
            one.budget_source,
            one.marginal_cost_basis,
            one.source,
        ),
        lambda one, said: Hit(
            one.programme.name,
            "programme",
            one.programme_id,
            note=str(one.year),
            texts=said,
            illustrative=one.illustrative,
        ),
    )
