"""The rules that every new or ending grant passes, each refused in words. Called under `lock_grants`."""

import datetime as dt

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from clrisk_site.figures.message import says
from clrisk_site.people.access import may
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.permissions import Permission, Role
from clrisk_site.people.refusal import RefusedError
from clrisk_site.people.terms import HELD_BY_ONE, GrantTerms
from clrisk_site.places.models import Territory

_FAR = dt.date.max
_LONG_AGO = dt.date.min

# Longer terms than these are mistyped years. A post is held for a mandate, and given anew with the next.
_MOST_YEARS = {GrantKind.POST: 6}
_MOST_YEARS_ELSE = 10
_MOST_YEARS_AHEAD = 2


def lock_grants(territory: Territory) -> None:
    """Let the writers of grants of a country wait for each other, until the transaction ends."""
    # The key stays free, so that nobody who merely refers to the country waits.
    country = Territory.objects.select_for_update(no_key=True).filter(path=territory.country)
    list(country.values_list("pk"))


def check_new_grant(*, by: User | None, user: User, terms: GrantTerms) -> None:
    """Raise RefusedError when a person may not be given this."""
    _check_person(by, user)
    _check_term(terms)
    if terms.kind == GrantKind.POST:
        _check_post(by, user, terms)
    _check_not_held_already(user, terms)
    if terms.role in HELD_BY_ONE:
        _check_nobody_else_holds(user, terms)


def check_administrator_stays(ending: Grant, *, going: QuerySet[Grant]) -> None:
    """Raise RefusedError when nobody who can sign in would administer the branch of an ending grant.

    Parameters
    ----------
    going : QuerySet of Grant
        What ends together with it and therefore cannot take its place.
    """
    today = timezone.localdate()
    if ending.role != Role.ADMINISTRATOR or not Grant.objects.current(today).filter(pk=ending.pk).exists():
        return
    territory = ending.territory
    staying = Grant.objects.current(today).filter(
        role=Role.ADMINISTRATOR,
        territory__path__in=[*territory.ancestor_paths, territory.path],
        user__is_active=True,
    )
    # Whoever was invited and has not set a password yet could let nobody in.
    unusable = {"user__password__startswith": UNUSABLE_PASSWORD_PREFIX}
    staying = staying.exclude(**unusable).exclude(pk__in=going)
    if settings.SECOND_FACTOR_OBLIGATORY:
        # Nor could who has not set up the second factor, which comes before any page.
        with_factor = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
        staying = staying.filter(user__in=with_factor.values("user"))
    if staying.exists():
        return
    raise RefusedError(
        says(
            "%(place)s would have no administrator left. Let another one sign in first.", place=territory.name
        ),
        reason="last_administrator",
    )


def _check_person(by: User | None, user: User) -> None:
    if by is not None and by.pk == user.pk:
        raise RefusedError(
            says("Nobody gives access to themselves. Ask another administrator."),
            reason="to_oneself",
            field="email",
        )
    if user.closed_on is not None or not user.is_active:
        raise RefusedError(
            says("This account is closed. Invite the person again with their address."),
            reason="closed_account",
        )


def _check_term(terms: GrantTerms) -> None:
    today = timezone.localdate()
    if terms.starts and terms.ends and terms.ends < terms.starts:
        raise RefusedError(
            says("The mandate would end before it starts. Correct one of the two dates."),
            reason="ends_before_it_starts",
            field="ends",
        )
    if terms.ends and terms.ends < today:
        raise RefusedError(
            says("This mandate would be over already. Write a last day that is still to come."),
            reason="already_over",
            field="ends",
        )
    _check_years(terms, today)


def _check_years(terms: GrantTerms, today: dt.date) -> None:
    if terms.starts and terms.starts > _years_after(today, _MOST_YEARS_AHEAD):
        raise RefusedError(
            says(
                "This would begin on %(day)s, in more than %(count)s years. Check the year.",
                day=date_format(terms.starts),
                count=_MOST_YEARS_AHEAD,
            ),
            reason="too_far_ahead",
            field="starts",
        )
    most = _MOST_YEARS.get(terms.kind, _MOST_YEARS_ELSE)
    if terms.ends and terms.ends > _years_after(max(terms.starts or today, today), most):
        raise RefusedError(
            says(
                "This would last until %(day)s. At most %(count)s years are given at a time. Check the year.",
                day=date_format(terms.ends),
                count=most,
            ),
            reason="too_long",
            field="ends",
        )


def _years_after(day: dt.date, years: int) -> dt.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)


def _check_post(by: User | None, user: User, terms: GrantTerms) -> None:
    if not terms.territory.level.is_municipal or terms.starts is None or terms.ends is None:
        raise RefusedError(
            says("A post is held in one municipality, with the first and last day of the mandate."),
            reason="post_without_mandate",
            field="ends",
        )
    elsewhere = _overlapping(terms).filter(user=user, kind=GrantKind.POST).exclude(territory=terms.territory)
    other = elsewhere.select_related("territory").first()
    if other is None or other.ends is None:
        return
    until = date_format(other.ends)
    if by is None or may(by, Permission.VIEW_PEOPLE, other.territory):
        message = says(
            "This person holds a post in %(place)s until %(day)s. "
            "A post is held in one municipality at a time.",
            place=other.territory.name,
            day=until,
        )
    else:
        message = says(
            "This person holds a post elsewhere until %(day)s. A post is held in one municipality at a time.",
            day=until,
        )
    raise RefusedError(message, reason="post_in_two_municipalities", field="starts")


def _check_not_held_already(user: User, terms: GrantTerms) -> None:
    same = _overlapping(terms).filter(
        user=user, kind=terms.kind, role=terms.role, territory=terms.territory, **_subject_of(terms)
    )
    held = same.first()
    if held is not None:
        raise RefusedError(
            says(
                "This person already has this here: %(role)s. End it first to change it.",
                role=held.get_role_display(),
            ),
            reason="held_already",
            held=held,
        )


def _check_nobody_else_holds(user: User, terms: GrantTerms) -> None:
    others = _overlapping(terms).filter(
        kind=GrantKind.POST, role=terms.role, territory=terms.territory, user__is_active=True
    )
    held = others.exclude(user=user).select_related("user").first()
    if held is not None and held.ends is not None:
        raise RefusedError(
            says(
                "%(name)s holds this post until %(day)s. End that mandate first, or start this one later.",
                name=held.user.name,
                day=date_format(held.ends),
            ),
            reason="post_is_held",
            field="starts",
            held=held,
        )


def _overlapping(terms: GrantTerms) -> QuerySet[Grant]:
    """Grants that were not taken back and share a day with the term."""
    return Grant.objects.filter(
        Q(starts__isnull=True) | Q(starts__lte=terms.ends or _FAR),
        Q(ends__isnull=True) | Q(ends__gte=max(terms.starts or _LONG_AGO, timezone.localdate())),
        revoked_at__isnull=True,
    )


def _subject_of(terms: GrantTerms) -> dict[str, object]:
    if terms.subject is None:
        return {"subject_id": None}
    return {
        "subject_type": ContentType.objects.get_for_model(terms.subject),
        "subject_id": terms.subject.pk,
    }
