"""Every address that writes leaves an audit entry: forms are opened, filled as they stand, and sent."""

import re
from html import unescape

import pytest
from django.db import transaction
from django.test import Client

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from tests.cast import ClientOf
from tests.people.addresses import GUARDED, address
from tests.people.matrix import may
from tests.world import World

pytestmark = pytest.mark.one_database

FIELD = re.compile(
    r"<(input|select|textarea)\b([^>]*)>(.*?)(?=<(?:input|select|textarea)\b|</form>)", re.DOTALL
)
FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)


def _attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else None


def _filled(form: str) -> dict[str, list[str]]:
    """What a browser would send of a form that nobody touched."""
    sent: dict[str, list[str]] = {}
    for kind, tag, rest in FIELD.findall(form):
        name = _attribute(tag, "name")
        if not name or _attribute(tag, "type") in {"submit", "file"}:
            continue
        if kind == "select":
            chosen = re.findall(r'<option value="([^"]*)"[^>]*\bselected', rest)
            sent.setdefault(name, []).extend(
                map(unescape, chosen or re.findall(r'<option value="([^"]*)"', rest)[:1])
            )
        elif kind == "textarea":
            sent.setdefault(name, []).append(unescape(rest.split("</textarea>")[0]).lstrip("\n"))
        elif _attribute(tag, "type") not in {"checkbox", "radio"} or re.search(r"\bchecked\b", tag):
            sent.setdefault(name, []).append(_attribute(tag, "value") or "")
    return sent


# Acts that are nobody's business but the person's own, or that only prepare one which is noted.
NOT_NOTED = {
    "upload-answer": "an answer within an import, which is noted when it is saved",
    "upload-columns": "a step within an import, which is noted when it is saved",
    "upload-gone": "a choice within an import, which is noted when it is saved",
    "upload-sheet": "a step within an import, which is noted when it is saved",
    "upload-review": "a step within an import, which is noted when it is saved",
    "upload-discard": "a file that was never saved",
    "saved-view-create": "a person's own view of a list",
    "saved-view-edit": "a person's own view of a list",
    "saved-view-remove": "a person's own view of a list",
    "exchange-send": "a file is looked at; it is noted when it is saved",
    "gate-reason": "sent as it stands it changes nothing",
}
# Sent as the world stands, these lead back without an effect. Their own tests look for the entry.
NOTHING_TO_DO = {
    "action-line-exception-approve": "no exception was asked for",
    "action-line-submit": "the line was submitted before",
    "catalogue-entry-keep": "the country has no words of its own",
    "catalogue-entry-reset": "the country has no words of its own",
    "exchange-review": "the file waited too long",
    "index-keep": "no area has an index",
    "interview-submission-keep": "no file was read before",
    "job-cancel": "the job has ended",
    "letterhead-emblem-remove": "there is no emblem",
    "person-second-factor": "asks for the password first",
    "search-remove": "publications were found by it, so it stays",
    "upload-confirm": "the upload has no rows",
}
FEWEST = 15  # so many addresses must be written through, else this test has gone blind


def _sent(client: Client, name: str, url: str, world: World) -> int | None:
    """Status after sending what the page offers; None where the page has no form of its own."""
    if GUARDED[name].get("method") == "post":
        record = world.get(str(GUARDED[name].get("pk")))
        return client.post(url, {"version": getattr(record, "version", 1)}).status_code
    answer = client.get(url)
    is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    text = answer.content.decode() if is_page else ""
    for form in FORM.findall(text.partition("<main")[2]):
        if (_attribute(form.split(">")[0], "action") or url) == url:
            return client.post(url, _filled(form)).status_code
    return None


def test_every_address_that_writes_leaves_an_entry(
    world: World, insiders: dict[Role, User], client_of: ClientOf
) -> None:
    done, silent = [], []
    for name in sorted(GUARDED):
        role = next(role for role in insiders if may(role, name))
        client, url = client_of(insiders[role]), address(name, world)
        with transaction.atomic():
            before = AuditEntry.objects.exclude(action="access.denied").count()
            status = _sent(client, name, url, world)
            grown = AuditEntry.objects.exclude(action="access.denied").count() > before
            transaction.set_rollback(True)
        if status == 302:
            done.append(name)
            silent += [] if grown or name in {*NOT_NOTED, *NOTHING_TO_DO} else [name]
    assert " ".join(silent) == ""
    assert len(done) >= FEWEST, done
