"""What changes when a person leaves, for the page that is read before it is confirmed."""

from typing import Any

from django.utils.translation import gettext

from clrisk_site.people.leaving_form import LeavingForm
from clrisk_site.people.models import Grant
from clrisk_site.people.presenters.grant_rows import reach_of, role_of, term_of


def leaving_groups(form: LeavingForm, *, back_url: str) -> list[dict[str, Any]]:
    """Return the groups of components/check_answers.html; the form is valid."""
    ends = [
        {"label": role_of(grant), "value": reach_of(grant), "small": term_of(grant)} for grant in form.grants
    ]
    takes_over = [
        {"label": f"{role_of(grant)}, {reach_of(grant)}", "value": _taken_over(form, grant)}
        for grant in form.handed_over
    ]
    account = [
        {"label": gettext("Sessions"), "value": gettext("All end, on every computer")},
        {"label": gettext("Open links"), "value": gettext("None works any more")},
        {"label": gettext("E-mail"), "value": gettext("Is forgotten; the name stays with what was done")},
    ]
    groups = [{"title": gettext("Ends at once"), "rows": ends}]
    if takes_over:
        groups.append({"title": gettext("Who takes over"), "rows": takes_over, "change_url": back_url})
    return [*groups, {"title": gettext("The account"), "rows": account}]


def _taken_over(form: LeavingForm, grant: Grant) -> str:
    successor = form.successor_of(grant)
    if not successor.is_named:
        return gettext("Nobody yet")
    name = str(successor.user) if successor.user else f"{successor.name} ({successor.email})"
    if grant.pk not in form.given_now:
        return gettext("%(name)s, once an administrator gives it") % {"name": name}
    if form.is_invited(successor):
        return gettext("%(name)s, by an invitation that you get next") % {"name": name}
    return gettext("%(name)s, from today to the end of the same term") % {"name": name}
