"""Saves what one article gives an institution: a power over each of several matters, all or none."""

from collections.abc import Sequence

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from mapping.models import Competence


@transaction.atomic
def save_competences(*, competence: Competence, factors: Sequence[int | None], by: User) -> Competence:
    """Record the same power over each matter.

    Parameters
    ----------
    competence : Competence
        New, with its values but the factor.
    factors : sequence of int or None
        Key of each factor; None for child labour itself. At least one.
    by : User
        Who does it.

    Returns
    -------
    Competence
        The first of those that were saved, which is `competence` itself.
    """
    first, *others = factors
    competence.factor_id = first
    create_record(competence, by=by)
    for factor in others:
        one = Competence(
            territory=competence.territory,
            institution=competence.institution,
            factor_id=factor,
            nature=competence.nature,
            norm=competence.norm,
            document=competence.document,
            article=competence.article,
            summary=competence.summary,
            illustrative=competence.illustrative,
        )
        create_record(one, by=by)
    return competence
