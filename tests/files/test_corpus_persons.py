"""Cases 37 and 38 through the pages: a list of children is refused, and nowhere is anything of it found."""

import io
import logging
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.urls import reverse

from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.models import Upload
from clrisk_site.files.registry import imports
from clrisk_site.places.models import Territory
from clrisk_site.tables.persons.headers import Sign, read_header
from tests.files.sending import Sender, spooled
from tests.tables.corpus.good import new_book
from tests.tables.corpus.persons import as_csv, children, disguised_list, open_list

CANARIES = [canary for child in children() for canary in child.canaries]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process and its children put what they need for a moment."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def whole_database() -> str:
    """Every cell of every table as text."""
    texts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            texts += [str(cell) for row in cursor.fetchall() for cell in row]
    return "\n".join(texts)


def all_files(*folders: Path) -> bytes:
    return b"\n".join(file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file())


def nowhere(sender: Sender, temporary: Path, caplog: pytest.LogCaptureFixture, page: str) -> None:
    """Assert that no canary is in the database, sessions, folders, log, mail or answer."""
    kept = "\n".join(
        [
            whole_database(),
            str(dict(sender.client.session)),
            caplog.text,
            "".join(str(message.message()) for message in mail.outbox),
            page,
        ]
    )
    files = all_files(Path(settings.SPOOL_DIR).parent, temporary)
    found = [canary for canary in CANARIES if canary in kept or canary.encode() in files]
    assert not found
    assert not spooled()
    assert not Upload.objects.exists()


def as_workbook(**sheets: Any) -> bytes:
    book, first = new_book()
    book.remove(first)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_case_37_what_is_kept_would_be_found(sender: Sender, temporary: Path) -> None:
    """The search itself works: a programme called as a canary is found in the spool, then in the database."""
    upload = sender.upload("programmes", "p.csv", "programa,dependencia,nivel\nCanario,DIF,municipal\n")
    assert b"Canario" in all_files(Path(settings.SPOOL_DIR).parent, temporary)
    sender.confirm(upload)
    assert "Canario" in whole_database()


@pytest.mark.parametrize(
    ("kind", "name", "content", "columns"),
    [
        ("programmes", "padron.csv", as_csv(open_list()), ("«Nombre completo»", "«CURP»")),
        ("risk-results", "padron.xlsx", as_workbook(Hoja1=open_list()), ("«Fecha de nacimiento»",)),
        ("programmes", "padron.csv", as_csv(open_list()[1:]), ("(A)", "(B)")),
    ],
    ids=["csv", "workbook", "without header"],
)
def test_case_37_a_list_of_children_is_refused_and_found_nowhere(
    sender: Sender,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
    kind: str,
    name: str,
    content: bytes | str,
    columns: tuple[str, ...],
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = sender.send(kind, name, content)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "parece una lista de personas" in page
    assert "tabla dinámica" in page
    assert all(column in page for column in columns)
    nowhere(sender, temporary, caplog, page)


def test_case_38_the_same_children_in_disguise_are_refused_too(
    sender: Sender, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = sender.send("indicators", "datos.csv", as_csv(disguised_list()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "«col1»" in page
    nowhere(sender, temporary, caplog, page)


def test_case_37_a_list_on_another_sheet_takes_the_whole_file_with_it(
    sender: Sender, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = as_workbook(Resumen=[("programa", "nivel"), ("Becas", "municipal")], Padrón=open_list())
    upload = sender.upload("programmes", "dos.xlsx", content)
    answer = sender.client.get(sender.at("upload-sheet", upload), {"sheet": "Padrón"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reverse("import-file", args=[sender.path, "programmes"]) in page
    nowhere(sender, temporary, caplog, page)


def test_case_37_no_heading_of_our_own_is_that_of_a_person(tuxtla: Territory) -> None:
    """What is exported or filled into a template must come back."""
    told = Sign.IDENTIFIER | Sign.PERSON_NAME | Sign.NAME_PART | Sign.GIVEN | Sign.BIRTH
    for kind in imports.all():
        for column in build_spec(kind, tuxtla).columns:
            for heading in (str(column.label), *column.synonyms):
                assert not read_header(heading) & told, (kind.kind, heading)
