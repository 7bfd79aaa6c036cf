"""Cases 37 and 38 through the pages: a list of children is refused, and nowhere is anything of it found."""

import io
import logging
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.models import Upload
from clrisk_site.files.registry import imports
from clrisk_site.places.models import Territory
from clrisk_site.tables.persons.headers import Sign, read_header
from tests.files.sending import Sender, spooled
from tests.tables.corpus.good import as_geojson, as_ods, new_book
from tests.tables.corpus.old_workbooks import old_workbook
from tests.tables.corpus.persons import as_csv, children, disguised_list, open_list
from tests.tables.shapefiles import box, parts_of

pytestmark = pytest.mark.one_database

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


def as_workbook(*, hidden: Sequence[str] = (), **sheets: Any) -> bytes:
    book, first = new_book()
    book.remove(first)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title in hidden:
            sheet.sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_shapefile(table: Sequence[Sequence[str]], name: str = "mapa") -> dict[str, bytes]:
    headers = [header.replace(" ", "_")[:10] for header in table[0]]
    rows = [dict(zip(headers, [cell[:26] for cell in row], strict=True)) for row in table[1:]]
    return parts_of([[box(-93.0 + number / 10, 16.0)] for number in range(len(rows))], rows, name=name)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_pivot(book: bytes, source: Sequence[Sequence[str]]) -> bytes:
    """Add to a workbook what a pivot table keeps of its source, which is all of it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    fields = "".join(
        f"<cacheField name={quoteattr(header)}><sharedItems>"
        + "".join(f"<s v={quoteattr(row[place])}/>" for row in source[1:])
        + "</sharedItems></cacheField>"
        for place, header in enumerate(source[0])
    )
    records = "".join(
        "<r>" + f'<x v="{number}"/>' * len(source[0]) + "</r>" for number in range(len(source) - 1)
    )
    target = io.BytesIO(book)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/pivotCache/pivotCacheDefinition1.xml",
            f'<pivotCacheDefinition xmlns="{main}"><cacheFields>{fields}</cacheFields>'
            "</pivotCacheDefinition>",
        )
        archive.writestr(
            "xl/pivotCache/pivotCacheRecords1.xml",
            f'<pivotCacheRecords xmlns="{main}">{records}</pivotCacheRecords>',
        )
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
        ("programmes", "padron.ods", as_ods(open_list()), ("«CURP»",)),
        ("programmes", "padron.xls", old_workbook(open_list()), ("«CURP»",)),
        ("territories", "padron.geojson", as_geojson(open_list()), ("«CURP»",)),
        ("territories", "padron.zip", zipped(as_shapefile(open_list())), ("«CURP»",)),
    ],
    ids=["csv", "workbook", "without header", "ods", "xls", "geojson", "shapefile"],
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


@pytest.mark.parametrize("hidden", [False, True], ids=["shown", "hidden"])
def test_case_33_and_37_a_list_on_another_sheet_refuses_the_whole_file(
    sender: Sender, temporary: Path, caplog: pytest.LogCaptureFixture, *, hidden: bool
) -> None:
    content = as_workbook(
        hidden=("Padrón",) if hidden else (),
        Resumen=[("programa", "nivel"), ("Becas", "municipal")],
        Padrón=open_list(),
    )
    answer = sender.send("programmes", "dos.xlsx", content)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "La parte «Padrón» del archivo «dos.xlsx»" in page
    assert "«Nombre completo»" in page
    nowhere(sender, temporary, caplog, page)


def test_case_37_the_source_that_a_pivot_table_keeps_is_a_list_too(
    sender: Sender, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    counts = [("programa", "nivel"), ("Becas", "municipal")]
    answer = sender.send("programmes", "cuenta.xlsx", with_pivot(as_workbook(Cuenta=counts), open_list()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "«Nombre completo»" in page
    nowhere(sender, temporary, caplog, page)
    offer = [("Programa", "Nivel"), *[(f"Programa {number}", "municipal") for number in range(20)]]
    assert (
        sender.send("programmes", "c.xlsx", with_pivot(as_workbook(Cuenta=counts), offer)).status_code == 302
    )


def test_case_37_a_list_beside_a_map_refuses_the_archive(
    sender: Sender, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    areas = [("CLAVE", "NOMBRE"), ("071010001", "Tuxtla Gutiérrez"), ("071010002", "Copoya")]
    sound = as_shapefile(areas)
    for beside in ({"padron.csv": as_csv(open_list()).encode()}, as_shapefile(open_list(), "ninos")):
        answer = sender.send("territories", "mapa.zip", zipped(sound | beside))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "La parte «" in page
        assert "«CURP»" in page
        nowhere(sender, temporary, caplog, page)


def test_case_33_other_sheets_of_places_do_not_refuse_a_file(sender: Sender) -> None:
    content = as_workbook(
        hidden=("Catálogo",),
        Programas=[("programa", "dependencia", "nivel"), ("Becas", "DIF", "municipal")],
        Catálogo=[("clave", "municipio"), ("07101", "Tuxtla Gutiérrez"), ("07059", "Benito Juárez")],
        Notas=[("Fuente: inventario",)],
        Vacía=[],
    )
    assert sender.send("programmes", "varias.xlsx", content).status_code == 302


def test_case_37_no_heading_of_our_own_is_that_of_a_person(tuxtla: Territory) -> None:
    """What is exported or filled into a template must come back."""
    told = Sign.IDENTIFIER | Sign.PERSON_NAME | Sign.NAME_PART | Sign.GIVEN | Sign.BIRTH
    for kind in imports.all():
        for column in build_spec(kind, tuxtla).columns:
            for heading in (str(column.label), *column.synonyms):
                assert not read_header(heading) & told, (kind.kind, heading)
