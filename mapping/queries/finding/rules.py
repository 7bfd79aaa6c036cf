"""Looks in norms and in the powers that they give."""

from mapping.models import Competence, Norm
from mapping.queries.finding.asking import FindQuestion, Hit, Hits, read_and_match


def find_norms(question: FindQuestion) -> Hits:
    """Return documents of the checklist by title, article and note."""
    norms = Norm.objects.filter(territory__path__in=question.paths)
    if question.level:
        norms = norms.filter(level=question.level)
    return read_and_match(
        question,
        norms,
        lambda one: (one.name, one.child_labour_article, one.note),
        lambda one, said: Hit(
            one.name,
            "norm",
            one.pk,
            note=f"{one.get_kind_display()} · {one.get_level_display()}",
            texts=said[1:],
            illustrative=one.illustrative,
        ),
    )


def find_competences(question: FindQuestion) -> Hits:
    """Return powers by the institution that holds them, the document, the article and the summary."""
    powers = Competence.objects.filter(territory__path__in=question.paths)
    if question.level:
        powers = powers.filter(institution__level=question.level)
    if question.factor is not None:
        powers = powers.filter(factor=question.factor)
    return read_and_match(
        question,
        powers.select_related("institution", "factor"),
        lambda one: (
            f"{one.institution.full_name} {one.document} {one.article} {one.factor or ''}",
            one.summary,
        ),
        lambda one, said: Hit(
            f"{one.institution}: {one.document}",
            "institution",
            one.institution_id,
            note=" · ".join(
                part for part in (one.get_nature_display(), str(one.factor or ""), one.article) if part
            ),
            texts=said[1:],
            illustrative=one.illustrative,
        ),
    )
