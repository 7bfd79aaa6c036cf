"""Who may let a person in: only somebody who may give everything that the person holds."""

from clrisk_site.people.access import may
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.queries.open_grants import open_grants
from clrisk_site.people.terms import NEEDED


def may_vouch(by: User, person: User) -> bool:
    """Whether someone may issue a link for a person, or close their account.

    Whoever holds the link becomes that person, so nobody issues one for more than they could give themselves.
    For somebody who holds nothing any more, it takes whoever could give back at least one of their grants.
    """
    if by.pk == person.pk:
        return False
    held = list(open_grants(person))
    if held:
        return all(_may_give(by, grant) for grant in held)
    ended = Grant.objects.filter(user=person).select_related("territory")
    return any(_may_give(by, grant) for grant in ended)


def _may_give(by: User, grant: Grant) -> bool:
    return may(by, NEEDED[GrantKind(grant.kind)], grant.territory)
