"""The gallery shows every component in every state; the printed specimen passes the PDF writer in silence."""

import logging
import re
from functools import cache
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client

from clrisk_site.files.documents.pdf import write_pdf
from clrisk_site.pages.gallery.specimens import STATES, read_icons, read_specimens
from clrisk_site.pages.gallery.views import printed_parameters

COMPONENTS = Path(__file__).resolve().parents[2] / "templates" / "components"
# Parts of base.html, which every page shows; the journeys meet them.
OF_THE_FRAME = {
    "demo_banner",
    "footer",
    "messages",
    "nav_link",
    "nav_links",
    "nav_links_end",
    "person",
    "top_bar",
}
WANTED = {
    "stage_list": "task list",
    "summary_list": "summary list with change links",
    "check_answers": "check answers",
    "error_summary": "error summary",
    "field-text": "text",
    "field-long-text": "long text with count",
    "field-unit": "number with unit",
    "field-money": "money",
    "field-percent": "percent",
    "field-date": "date",
    "field-year": "year",
    "field-select": "select",
    "field-radios": "radios",
    "field-known": "yes, no, unknown",
    "field-checkboxes": "checkboxes",
    "field-checkboxes-long": "multi-select of many",
    "field-file": "file upload",
    "field-search": "search",
    "filter_bar": "filter bar",
    "table": "table with sort and export",
    "matrix": "matrix",
    "tag": "tag",
    "notification": "notification",
    "wizard_steps": "steps",
    "timeline": "timeline",
    "comments": "comments",
    "map": "map with legend and patterns",
    "chart": "dot-interval chart",
    "bar_chart": "bar chart",
    "gantt": "Gantt",
    "empty": "empty state",
    "confirmation": "confirmation",
    "progress": "progress",
    "difference": "difference",
}
SPECIMENS = read_specimens()

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@cache
def _includes(template: str) -> frozenset[str]:
    """Return a component with all that it includes."""
    text = (COMPONENTS / f"{template}.html").read_text(encoding="utf-8")
    parts = re.findall(r'include "components/([\w-]+)\.html"', text)
    return frozenset({template}.union(*(_includes(part) for part in parts)))


def test_every_component_that_was_promised_is_there() -> None:
    assert set(WANTED) - set(SPECIMENS) == set()


def test_every_template_is_a_component_or_part_of_one() -> None:
    shown: set[str] = set()
    for specimen in SPECIMENS.values():
        if specimen.template:
            shown |= _includes(specimen.template)
    shown |= {"chart_links", "chart_scripts"}  # what the page of a drawn chart loads
    assert {path.stem for path in COMPONENTS.glob("*.html")} - shown - OF_THE_FRAME == set()


@pytest.mark.parametrize("name", SPECIMENS)
def test_each_state_is_shown_or_said_to_make_no_sense(name: str) -> None:
    specimen = SPECIMENS[name]
    shown, said = set(specimen.states), set(specimen.without)
    assert set(STATES) <= shown | said
    assert shown & said == set()
    assert all(sentence.endswith(".") for sentence in specimen.without.values())
    assert specimen.line.endswith((".", "…"))


@pytest.mark.parametrize("name", SPECIMENS)
def test_page_of_a_component(client: Client, name: str) -> None:
    response = client.get(f"/components/{name}/")
    assert response.status_code == 200
    html = response.content.decode()
    for state in {**SPECIMENS[name].states, **SPECIMENS[name].without}:
        assert f'data-state="{state}"' in html
    identifiers = re.findall(r'\sid="([^"]+)"', html)
    assert len(identifiers) == len(set(identifiers))
    assert html.count("<h1>") == 1
    main = html[html.index("<main") : html.index("</main>")]
    assert not re.search(r"\s(style|on[a-z]+)=\"", main)
    assert "None" not in re.sub(r"<[^>]*>|{[%{].*?[%}]}", "", main)


def test_index_leads_to_every_component_with_a_line_each(client: Client) -> None:
    html = client.get("/components/").content.decode()
    for specimen in SPECIMENS.values():
        assert f'href="/components/{specimen.name}/"' in html
        assert specimen.line in html


def test_unknown_component_is_not_found(client: Client) -> None:
    assert client.get("/components/no-such-piece/").status_code == 404


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


def test_english_words_of_the_gallery_say_that_they_are_english(client: Client) -> None:
    """A Spanish page that is read aloud changes the voice for names of files and parameters."""
    index = client.get("/components/").content.decode()
    for icon in read_icons():
        assert f'{icon.label} <code lang="en">{icon.name}</code>' in index
    piece = client.get("/components/table/").content.decode()
    assert '<pre class="c-specimen__code" lang="en">' in piece
