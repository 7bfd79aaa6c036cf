"""The action plan as a kind of document: the HTML that screen and PDF share, and its Word and Excel files."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.documents import docx, xlsx
from clrisk_site.files.documents.content import Head, Imprint
from clrisk_site.files.documents.imprint_words import fingerprint_words
from clrisk_site.files.documents.printing import printed
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from planning.documents.action_plan.blocks import plan_document
from planning.documents.action_plan.collect import collect
from planning.documents.action_plan.content import ActionPlan
from planning.documents.action_plan.fingerprint import fingerprint
from planning.documents.action_plan.presenter import Making, present
from planning.documents.action_plan.sheets import plan_workbook
from planning.queries.action_lines import EVERY_STATUS, visible_statuses

TEMPLATE = "documents/action_plan.html"


@dataclass(frozen=True)
class Written:
    """A plan in words: the context of its template, its fingerprint, and what it was made of."""

    context: dict[str, Any]
    digest: str
    plan: ActionPlan
    head: Head


def write(
    territory: Territory,
    user: User | None,
    printed_on: dt.date,
    *,
    number: str = "",
    for_screen: bool = False,
) -> Written:
    """Collect and present the plan that a person may read, in the active language.

    Parameters
    ----------
    user : User or None
        None is the command line of whoever runs the system: every line is in it.
    number : str
        Its number in the print log; empty on the screen.

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
    digest, head = fingerprint(plan), head_of(territory)
    making = Making(digest, printed_on, str(user or ""), number, head)
    return Written(present(plan, making, for_screen=for_screen), digest, plan, head)


def render_html(written: Written, **more: object) -> str:
    """Return the whole document as HTML."""
    return render_to_string(TEMPLATE, {**written.context, **more})


def build(order: Order) -> Produced:
    """Return the plan in the language and the format that were asked for."""
    with translation.override(order.language):
        day = timezone.localdate(order.at)
        written = write(order.territory, order.by, day, number=order.number)
        content = _WRITERS[order.format](written, order)
        name = f"{slugify(gettext('plan'))}-{order.territory.code}-{day.isoformat()}.{order.format.value}"
    context = written.context
    return Produced(
        content=content,
        file_name=name,
        media_type=_MEDIA_TYPES[order.format],
        title=context["title"],
        version=context["version"],
        fingerprint=written.digest,
    )


def _imprint(written: Written, order: Order) -> Imprint:
    context = written.context
    return Imprint(
        made_at=order.at,
        author=order.author,
        state=context["state"],
        version=context["version"],
        fingerprint=fingerprint_words(written.digest),
        number=order.number,
        classification=context["classification"],
    )


def _docx(written: Written, order: Order) -> bytes:
    imprint = _imprint(written, order)
    return docx.write_docx(
        plan_document(written.context, language=order.language, head=written.head, imprint=imprint)
    )


def _xlsx(written: Written, order: Order) -> bytes:
    document = plan_workbook(
        written.plan,
        written.context,
        language=order.language,
        head=written.head,
        imprint=_imprint(written, order),
    )
    return xlsx.write_xlsx(document)


def _pdf(written: Written, order: Order) -> bytes:
    html = render_html(written, language=order.language, author=order.author)
    day = timezone.localdate(order.at).isoformat()
    return printed(html, f"{written.digest} {day} {order.language} {order.number}")


_WRITERS: Mapping[DocumentFormat, Callable[[Written, Order], bytes]] = {
    DocumentFormat.PDF: _pdf,
    DocumentFormat.DOCX: _docx,
    DocumentFormat.XLSX: _xlsx,
}
_MEDIA_TYPES = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: docx.MEDIA_TYPE,
    DocumentFormat.XLSX: xlsx.MEDIA_TYPE,
}


def _print_url(territory: Territory) -> str:
    return reverse("plan", args=[territory.path])


ACTION_PLAN = DocumentKind(
    code="action-plan",
    label=_("Action plan"),
    explanation=_("Evidence, zones, gaps, action lines with their chains, work plan and what is still open."),
    permission=Permission.VIEW_SUBMITTED,
    build=build,
    print_url=_print_url,
    formats=(DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.XLSX),
    position=0,
)
