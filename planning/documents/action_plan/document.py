"""The action plan as a kind of document: the HTML that screen and PDF share, and the PDF itself."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.checks import LIBRARIES, install_hint
from clrisk_site.files.documents.pdf import LibrariesMissingError, StyleSheetsMissingError, write_pdf
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Produced
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from planning.documents.action_plan.collect import collect
from planning.documents.action_plan.fingerprint import fingerprint
from planning.documents.action_plan.presenter import present
from planning.queries.action_lines import EVERY_STATUS, visible_statuses

TEMPLATE = "documents/action_plan.html"


@dataclass(frozen=True)
class Written:
    """A plan in words: the context of its template, and the fingerprint of its content."""

    context: dict[str, Any]
    digest: str


def write(
    territory: Territory, user: User | None, printed_on: dt.date, *, for_screen: bool = False
) -> Written:
    """Collect and present the plan that a person may read, in the active language.

    Parameters
    ----------
    user : User or None
        None is the command line of whoever runs the system: every line is in it.

    Raises
    ------
    DocumentNotPossible
        When the territory has no local government.
    """
    if not territory.level.is_municipal:
        message = says("An action plan is made for a municipality, not for %(name)s.", name=territory.name)
        raise DocumentNotPossible(message)
    statuses = EVERY_STATUS if user is None else visible_statuses(user, territory)
    plan = collect(territory, statuses)
    digest = fingerprint(plan)
    context = present(plan, digest=digest, printed_on=printed_on, for_screen=for_screen)
    return Written(context, digest)


def render_html(written: Written, **more: object) -> str:
    """Return the whole document as HTML."""
    return render_to_string(TEMPLATE, {**written.context, **more})


def build(territory: Territory, language: str, user: User | None) -> Produced:
    """Return the plan as PDF in a language."""
    with translation.override(language):
        printed_on = timezone.localdate()
        written = write(territory, user, printed_on)
        html = render_html(written, language=language)
    content = _pdf(html, f"{written.digest} {printed_on.isoformat()} {language}")
    return Produced(content, f"plan-{territory.code}-{printed_on.isoformat()}.pdf", "application/pdf")


def _pdf(html: str, identifier: str) -> bytes:
    """Write the PDF; what the machine lacks becomes an answer for the person who asked."""
    try:
        return write_pdf(html, identifier=identifier)
    except StyleSheetsMissingError as missing:
        message = says("The style sheets of documents are not built yet. Run: make assets")
        raise DocumentNotPossible(message) from missing
    except LibrariesMissingError as missing:
        command = install_hint(LIBRARIES.values())
        message = says("This machine lacks the libraries that write PDFs. Run: %(command)s", command=command)
        raise DocumentNotPossible(message) from missing


def _print_url(territory: Territory) -> str:
    return reverse("plan", args=[territory.path])


ACTION_PLAN = DocumentKind(
    code="action-plan",
    label=_("Action plan"),
    explanation=_("Evidence, zones, gaps, action lines with their chains, work plan and what is still open."),
    permission=Permission.VIEW_SUBMITTED,
    build=build,
    print_url=_print_url,
)
