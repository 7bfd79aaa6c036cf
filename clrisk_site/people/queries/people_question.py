"""The question that the list of people answers: whose name, which role, which standing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from clrisk_site.people.models import Grant
from clrisk_site.people.standing import GrantStanding, is_in_force, is_over, standing_of
from clrisk_site.places.names import search_form


@dataclass(frozen=True)
class PeopleQuestion:
    """Empty parts narrow nothing; without a standing, what has ended is left out."""

    text: str = ""
    role: str = ""
    standing: str = ""

    @property
    def is_active(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.text or self.role or self.standing)


def narrow(grants: Iterable[Grant], question: PeopleQuestion, today: dt.date) -> list[Grant]:
    """Keep the grants that the question asks for."""
    return [grant for grant in grants if _fits(grant, question, today)]


def _fits(grant: Grant, question: PeopleQuestion, today: dt.date) -> bool:
    words = search_form(question.text).split()
    name = search_form(f"{grant.user} {grant.user.email}")
    if not all(word in name for word in words):
        return False
    if question.role and grant.role != question.role:
        return False
    if not question.standing:
        return not is_over(grant, today)
    if question.standing == GrantStanding.IN_FORCE:
        return is_in_force(grant, today)
    if question.standing == GrantStanding.ENDED:
        return is_over(grant, today)
    return standing_of(grant, today) == question.standing
