"""A file that never stays: who may send it, what of it is told, and that nothing of it is left."""

import fcntl
import os
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.views.debug import get_exception_reporter_class

from clrisk_site.files.importing import turns
from clrisk_site.files.passing import Passing, sign_header, signed_header
from clrisk_site.logs import JsonLines, ReportWithoutWords
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.header import Header, read_header
from clrisk_site.tables.limits import TYPED, Limits
from clrisk_site.tables.spec import Refusal
from tests.files.sending import Sender, spooled
from tests.files.test_corpus_persons import as_workbook
from tests.tables.corpus.persons import as_csv, children, open_list

pytestmark = pytest.mark.one_database

CANARIES = [canary for child in children() for canary in child.canaries]


def request_with(user: User, content: bytes | str | None, *, token: bool = True) -> HttpRequest:
    body = content.encode() if isinstance(content, str) else content
    data = {"step": "header"} | ({} if body is None else {"file": SimpleUploadedFile("lista.csv", body)})
    request = RequestFactory().post("/somewhere/", data)
    request.user = user
    request._dont_enforce_csrf_checks = token  # type: ignore[attr-defined]  # as the test client of Django does
    return request


def passing(request: HttpRequest, territory: Territory, limits: Limits = TYPED) -> Passing:
    return Passing(request, limits, territory=territory, code="beneficiaries")


def test_of_a_list_of_persons_only_the_names_of_its_columns_are_told(
    tuxtla: Territory, liaison: User
) -> None:
    with passing(request_with(liaison, as_csv(open_list())), tuxtla) as sent:
        assert sent.answer is None
        assert not sent.refusal
        assert sent.data["step"] == "header"
        found = sent.read_header()
        descriptor = sent.file.descriptor if sent.file else -1
    assert isinstance(found, Header)
    assert found.columns == open_list()[0]
    assert found.named
    assert found.rows == len(children())
    assert not any(canary in repr(found) for canary in CANARIES)
    assert not spooled()
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(descriptor)


def test_a_first_row_that_tells_of_somebody_is_not_told(tuxtla: Territory, liaison: User) -> None:
    with passing(request_with(liaison, as_csv(open_list()[1:])), tuxtla) as sent:
        found = sent.read_header()
    assert isinstance(found, Header)
    assert not found.named
    assert found.labels[:2] == ("(A)", "(B)")
    assert not any(canary in repr(found) for canary in CANARIES)


def test_a_sheet_of_a_workbook_is_chosen(tuxtla: Territory, liaison: User) -> None:
    content = as_workbook(Portada=[("Nota",)], Padrón=open_list(), Otra=[("a", "b"), (1, 2)])
    with passing(request_with(liaison, content), tuxtla) as sent:
        found, other = sent.read_header(), sent.read_header(sheet="Otra")
    assert isinstance(found, Header)
    assert isinstance(other, Header)
    assert found.reading["sheet"] == "Padrón"
    assert [sheet.name for sheet in found.sheets] == ["Portada", "Padrón", "Otra"]
    assert other.columns == ("a", "b")


def test_the_header_travels_signed_and_of_its_place(tuxtla: Territory, tapachula: Territory) -> None:
    header = Header(("Edad", "Sexo"), rows=3, reading={"header_row": 1}, sha256="ab")
    carried = sign_header(header, tuxtla)
    assert signed_header(carried, tuxtla) == header
    assert signed_header(carried, tapachula) is None
    assert signed_header(carried + "x", tuxtla) is None
    assert signed_header("", tuxtla) is None


def test_without_the_token_nothing_is_read(tuxtla: Territory, liaison: User) -> None:
    request = request_with(liaison, as_csv(open_list()), token=False)
    with passing(request, tuxtla) as sent:
        assert sent.answer is not None
        assert sent.answer.status_code == 403
        assert sent.file is None
    assert not hasattr(request, "_files"), "the body was read"


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "Elija un archivo"), (b"", "vacío"), (b"x" * 2_000_000, "1 MB")],
    ids=["none", "empty", "too large"],
)
def test_a_file_that_did_not_arrive_is_said_in_a_sentence(
    tuxtla: Territory, liaison: User, content: bytes | None, said: str
) -> None:
    with passing(request_with(liaison, content), tuxtla, Limits(file_bytes=1_048_576)) as sent:
        assert sent.answer is None
        assert said in sent.refusal
        with pytest.raises(ValueError, match="arrived"):
            sent.read_header()


def test_a_file_that_is_no_table_is_refused_by_its_name(tuxtla: Territory, liaison: User) -> None:
    with passing(request_with(liaison, b"%PDF-1.7 something"), tuxtla) as sent:
        found = sent.read_header()
    assert isinstance(found, Refusal)
    assert found.message.params["file"] == "lista.csv"


def test_another_file_of_the_place_is_waited_for(
    tuxtla: Territory, liaison: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "SECONDS_TO_WAIT", 0.0)
    holder = os.open(turns._folder() / str(tuxtla.pk), os.O_RDWR | os.O_CREAT)
    fcntl.flock(holder, fcntl.LOCK_EX)
    try:
        with passing(request_with(liaison, "a,b\n1,2\n"), tuxtla) as sent:
            assert (sent.answer, sent.file, sent.status) == (None, None, 429)
            assert "elija de nuevo el mismo archivo" in sent.refusal
    finally:
        os.close(holder)


def test_the_sixth_file_of_a_minute_is_not_read(
    tuxtla: Territory, liaison: User, settings: LazySettings
) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"passing_upload": "5/m/user"}
    for _ in range(5):
        with passing(request_with(liaison, "a,b\n1,2\n"), tuxtla) as sent:
            assert sent.answer is None
    with passing(request_with(liaison, "a,b\n1,2\n"), tuxtla) as sent:
        assert (sent.answer, sent.file, sent.status) == (None, None, 429)
        assert "Espere un minuto" in sent.refusal


def test_an_error_inside_tells_nothing_of_what_was_sent(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the log of a server nor the report that an operator may have mailed."""

    def fails(*_args: object, **_more: object) -> None:
        words = as_csv(open_list())
        raise ValueError(words)

    reports = []
    monkeypatch.setattr("clrisk_site.files.views.uploading.read_table_head", fails)
    sender.client.raise_request_exception = False
    answer = sender.send("programmes", "padron.csv", as_csv(open_list()), source=CANARIES[0])
    assert answer.status_code == 500
    (record,) = [record for record in caplog.records if record.exc_info]
    reports.append(JsonLines().format(record))
    request = record.__dict__["request"]
    assert record.exc_info
    kind, error, trace = record.exc_info
    assert ReportWithoutWords.__name__ in str(get_exception_reporter_class(request))
    reporter = ReportWithoutWords(request, kind, error, trace)
    reports += [reporter.get_traceback_text(), reporter.get_traceback_html(), answer.content.decode()]
    assert not [canary for canary in CANARIES if any(canary in report for report in reports)]
    assert all("uploading" in report for report in reports[:3]), "it still says where"
    assert not spooled()


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ("Nombre completo;Fecha de nacimiento;Edad;Rosario;Ciclo 2023-2024", True),
        ("Municipio;Programa;Edad 5-17", True),
        ("col1;col2;col3", True),
        ("Nayeli;F;12;Colonia Centro", False),
        ("col1;tel 961 123 4567;Edad", False),
        ("Edad;Sexo;2012-05-03", False),
        ("x;María López;Edad", False),
    ],
)
def test_a_header_is_told_from_a_row_of_data(tmp_path: Path, headers: str, named: bool) -> None:
    file = tmp_path / "lista.csv"
    file.write_text(f"{headers}\n" + "x;y;z;u;v\n"[: 2 * (headers.count(";") + 1) - 1] + "\n")
    found = read_header(file, TYPED, name="lista.csv")
    assert isinstance(found, Header)
    assert found.named is named


def test_a_refusal_of_a_header_quotes_no_text_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "padron.json"
    file.write_text('{"type": "FeatureCollection", "Nayeli Sántiz": 1, "Nayeli Sántiz": 2, "features": []}')
    found = read_header(file, TYPED, name="padron.json")
    assert isinstance(found, Refusal)
    assert found.code == "json_repeated"
    assert "Nayeli" not in str(found)
    assert "«…»" in str(found.message)
