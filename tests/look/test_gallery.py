"""The gallery shows every component; the specimen of a document is what the PDF writer takes in silence."""

import logging
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client

from clrisk_site.files.documents.pdf import write_pdf
from clrisk_site.pages.gallery.views import printed_parameters

COMPONENTS = Path(__file__).resolve().parents[2] / "templates" / "components"
# Parts of base.html that need a person or an answer from the last action; the journeys meet them.
OF_THE_FRAME = {"messages.html"}

pytestmark = pytest.mark.django_db


def test_every_component_is_shown(client: Client) -> None:
    response = client.get("/components/")
    assert response.status_code == 200
    shown = {template.name for template in response.templates}
    wanted = {
        f"components/{path.name}" for path in COMPONENTS.glob("*.html") if path.name not in OF_THE_FRAME
    }
    assert wanted - shown == set()


def test_every_icon_is_shown(client: Client) -> None:
    shown = {template.name for template in client.get("/components/").templates}
    assert {f"components/icons/{icon.name}" for icon in (COMPONENTS / "icons").glob("*.svg")} - shown == set()


def test_print_view_of_the_specimen(client: Client) -> None:
    response = client.get("/components/document/")
    assert response.status_code == 200
    assert b"css/print-view.css" in response.content


def test_document_writer_takes_the_specimen_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    html = render_to_string("gallery/document.html", printed_parameters())
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf = write_pdf(html)
    assert pdf.startswith(b"%PDF-")
    assert [record.getMessage() for record in caplog.records] == []
