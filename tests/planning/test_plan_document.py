"""The action plan: what it says, where each number comes from, its fingerprint, and the PDF itself."""

import datetime as dt
import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from clrisk_site.files.documents.pdf import (
    StyleSheetsMissingError,
    printed_css,
    without_spaces_at_end,
    write_pdf,
)
from clrisk_site.files.registry import DocumentNotPossible, Order, documents
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Need, RiskRelease, RiskResult
from planning.documents.action_plan.collect import collect
from planning.documents.action_plan.document import ACTION_PLAN, build, render_html, write
from planning.documents.action_plan.fingerprint import fingerprint
from planning.documents.action_plan.presenter import Making, cover_lead, present
from planning.models import ActionLine, LineStatus, Pilot
from tests.cast import ClientOf
from tests.planning.conftest import DAY, MakeLine

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def html_of(territory: Territory, language: str = "es") -> str:
    with translation.override(language):
        return render_html(write(territory, None, DAY), language=language)


def text_of(html: str) -> str:
    bare = re.sub(r"<(style|script|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


@pytest.fixture
def phase_one(tuxtla: Territory) -> RiskResult:
    release = RiskRelease.objects.create(
        country="MX",
        name="Fase I",
        year=2015,
        measure_type="class_only",
        class_scheme="three",
        source="Publicación de la Fase I",
    )
    return RiskResult.objects.create(release=release, territory=tuxtla, official_class="low")


# --- content ---------------------------------------------------------------------------------------------


def test_plan_tells_the_chain_of_each_line(
    make_line: MakeLine, tuxtla: Territory, phase_one: RiskResult
) -> None:
    make_line("LA-01")
    make_line("LA-02", status=LineStatus.DRAFT)
    text = text_of(html_of(tuxtla))
    for code in ("LA-01", "LA-02"):
        start = text.index(f"Parte 3 · Líneas de acción · {code}")
        block = text[start : start + 3000]
        parts = ["Unos 300", "Asociado con +12.0", "Becas de permanencia", f"Niñas con beca {code}"]
        places = [block.index(part) for part in parts]
        assert places == sorted(places)


def test_every_number_has_a_source_or_says_why_not(
    line: ActionLine, tuxtla: Territory, phase_one: RiskResult
) -> None:
    with translation.override("es"):
        plan = collect(tuxtla)
        context = present(plan, Making("0" * 64, DAY))
    rows = [row["cells"] for row in context["evidence"]["table"]["rows"]]
    assert len(rows) >= 6
    for _what, value, interval, quality, source in rows:
        assert all(cell["text"] for cell in (value, interval, quality))
        if re.search(r"\d", value["text"]):
            assert re.search(r"\D{4}", source["text"]), value
        else:
            assert value["text"] in ("No publicado", "Sin datos", "Bajo")


def test_the_cover_counts_the_zones_that_lines_reach(make_line: MakeLine, tuxtla: Territory) -> None:
    make_line("LA-01")
    make_line("LA-02")
    with translation.override("es"):
        plan = collect(tuxtla)
        known = {zone for one in plan.lines for zone in one.links.zones}
        more = replace(plan.findings, zones=(*plan.findings.zones, *plan.findings.zones))
        said = cover_lead(replace(plan, findings=more))
    assert f"en {len(known)} zona" in said


def test_class_is_inherited_and_its_number_not_published(
    line: ActionLine, tuxtla: Territory, phase_one: RiskResult
) -> None:
    text = text_of(html_of(tuxtla))
    assert "Clase de riesgo de la Fase I Bajo" in text
    assert "heredada, no se recalcula" in text
    assert "Riesgo de la Fase I, en número No publicado" in text


def test_missing_is_never_zero(line: ActionLine, tuxtla: Territory) -> None:
    Need.objects.all().delete()
    text = text_of(html_of(tuxtla))
    assert "no publicado" in text
    assert re.search(r"\bunos 0\b", text, re.IGNORECASE) is None
    assert "820 niñas, niños y adolescentes viven donde actúa la línea" in text


def test_small_counts_stay_off_paper(line: ActionLine, tuxtla: Territory) -> None:
    Need.objects.update(children=7, lower=None, upper=None, basis="measured")
    text = text_of(html_of(tuxtla))
    assert "No se muestra" in text
    assert "Unos 7" not in text
    assert " 7 niñas" not in text


def test_limits_are_printed_when_true(line: ActionLine, tuxtla: Territory) -> None:
    text = text_of(html_of(tuxtla))
    assert "Asociado no es causado" in text
    assert "semiacabada" in text
    assert "no pertenece a ninguna organización".lower() in text.lower()
    assert "inventadas" not in text
    line.illustrative = True
    line.save()
    assert "inventadas" in text_of(html_of(tuxtla))


def test_no_causal_verbs(line: ActionLine, tuxtla: Territory, phase_one: RiskResult) -> None:
    text = text_of(html_of(tuxtla)).lower()
    for word in ("provoca", "genera trabajo", "debido a", "por culpa", "erradicad"):
        assert word not in text


def test_plan_is_complete_in_english(line: ActionLine, tuxtla: Territory, phase_one: RiskResult) -> None:
    html = html_of(tuxtla, "en")
    assert '<html lang="en">' in html
    assert "Action plan of Tuxtla Gutiérrez" in html


# --- nothing yet -----------------------------------------------------------------------------------------


def test_pilot_with_nothing_yet_prints(pilot: Pilot, tuxtla: Territory) -> None:
    produced = build(Order(tuxtla, "es"))
    assert produced.content.startswith(b"%PDF-")
    text = text_of(html_of(tuxtla))
    assert "Borrador sin líneas de acción" in text
    assert "No publicado" in text
    assert "Aún no hay líneas de acción" in text


def test_municipality_without_a_pilot_prints_its_evidence(tuxtla: Territory, phase_one: RiskResult) -> None:
    text = text_of(html_of(tuxtla))
    assert "Aquí no se ha abierto un piloto" in text
    assert "riesgo bajo" in text


def test_state_has_no_action_plan(chiapas: Territory) -> None:
    with pytest.raises(DocumentNotPossible) as refused:
        build(Order(chiapas, "es"))
    assert "Chiapas" in str(refused.value)


# --- fingerprint -----------------------------------------------------------------------------------------


def test_fingerprint_is_that_of_the_content(line: ActionLine, tuxtla: Territory) -> None:
    with translation.override("es"):
        first = write(tuxtla, None, DAY).digest
    with translation.override("en"):
        second = write(tuxtla, None, DAY + dt.timedelta(days=3)).digest
    assert first == second == fingerprint(collect(tuxtla))
    line.title = "Otro título"
    line.save()
    assert fingerprint(collect(tuxtla)) != first


@pytest.mark.parametrize(
    "table", ["activities", "indicators", "offers", "zones", "factors", "co_responsible"]
)
def test_fingerprint_sees_every_link(line: ActionLine, tuxtla: Territory, table: str) -> None:
    before = fingerprint(collect(tuxtla))
    related = getattr(line, table)
    related.all().delete() if table in ("activities", "indicators") else related.clear()
    assert fingerprint(collect(tuxtla)) != before


def test_page_and_pdf_carry_the_same_fingerprint(
    line: ActionLine, tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    page = client_of(liaison).get(f"/t/{tuxtla.path}/plan/").content.decode()
    shown = re.search(r"huella ([0-9a-f]{4} [0-9a-f]{4})", page)
    assert shown
    assert shown[1].replace(" ", "") == fingerprint(collect(tuxtla))[:8]


# --- the PDF ---------------------------------------------------------------------------------------------


@pytest.fixture
def pdf(make_line: MakeLine, tuxtla: Territory, phase_one: RiskResult, tmp_path: Path) -> Path:
    make_line("LA-01")
    make_line("LA-02")
    file = tmp_path / "plan.pdf"
    file.write_bytes(build(Order(tuxtla, "es")).content)
    return file


def poppler(tool: str, *arguments: str) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed: sudo apt-get install poppler-utils")
    return subprocess.run([tool, *arguments], capture_output=True, text=True, check=True).stdout


def test_pdf_has_title_language_tags_and_pages(pdf: Path) -> None:
    facts = dict(re.findall(r"^(\w[\w ]*):\s+(.*)$", poppler("pdfinfo", str(pdf)), re.MULTILINE))
    assert facts["Title"] == "Plan de acción de Tuxtla Gutiérrez"
    assert facts["Tagged"] == "yes"
    assert 8 <= int(facts["Pages"]) <= 14
    assert facts["Page size"].endswith("(A4)")
    assert facts["JavaScript"] == "no"


def test_pdf_says_its_language(line: ActionLine, tuxtla: Territory) -> None:
    from weasyprint import HTML

    from clrisk_site.files.documents.pdf import closed_fetcher, print_options

    document = HTML(string=html_of(tuxtla, "en"), url_fetcher=closed_fetcher())
    plain = document.write_pdf(**print_options("x"), uncompressed_pdf=True)
    assert b"/Lang (en)" in plain
    assert b"/Alt" in plain or b"/ActualText" in plain or b"/Figure" in plain


def test_pdf_text_holds_each_chain(pdf: Path) -> None:
    text = " ".join(poppler("pdftotext", str(pdf), "-").split())
    for code in ("LA-01", "LA-02"):
        assert f"Becas {code}" in text
        assert f"Niñas con beca {code}" in text
    assert text.count("Por qué está esta línea") == 2
    assert re.search(r"\d+ de \d+", text)


def test_contents_name_their_pages(pdf: Path) -> None:
    contents = poppler("pdftotext", "-f", "2", "-l", "2", "-layout", str(pdf), "-")
    found = [int(number) for number in re.findall(r"(\d+)\s*$", contents, re.MULTILINE)]
    assert found[:9] == sorted(found[:9])
    assert len(found) >= 9


def test_same_content_gives_the_same_file(line: ActionLine, tuxtla: Territory) -> None:
    assert build(Order(tuxtla, "es")).content == build(Order(tuxtla, "es")).content


def test_plan_is_a_registered_document() -> None:
    assert documents.get("action-plan") is ACTION_PLAN
    assert ACTION_PLAN.print_url is not None


# --- the writer ------------------------------------------------------------------------------------------


class Canary(http.server.BaseHTTPRequestHandler):
    """Counts whoever comes."""

    visits: list[str] = []

    def do_GET(self) -> None:
        self.visits.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def canary() -> Iterator[str]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Canary.visits.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_writer_makes_no_connection_and_embeds_no_local_file(canary: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRETO-9917")
    html = f"""
      <html lang="es"><head><title>x</title>
        <link rel="stylesheet" href="{canary}/a.css"><link rel="attachment" href="{secret.as_uri()}">
        <style>@import url("{canary}/b.css"); body {{ background: url("{canary}/c.png") }}</style></head>
      <body><img src="{canary}/d.png"><img src="{secret.as_uri()}">
        <a rel="attachment" href="{secret.as_uri()}">y</a>
        <svg width="9" height="9"><image href="{canary}/e.png" width="9" height="9"/>
          <use href="{secret.as_uri()}#a"/></svg>
        <object data="{canary}/f.svg"></object></body></html>"""
    file = tmp_path / "written.pdf"
    file.write_bytes(write_pdf(html))
    assert Canary.visits == []
    assert poppler("pdfdetach", "-list", str(file)).startswith("0 embedded files")
    assert "SECRETO" not in poppler("pdftotext", str(file), "-")


def test_written_style_sheet_refers_to_nothing_outside() -> None:
    css = printed_css()
    assert "data:font/woff2;base64," in css
    assert set(re.findall(r"url\(\s*[\"']?(\w+:)", css)) == {"data:"}
    assert not re.search(r"url\(\s*[\"']?[./\w-]+[\"')]", css)


def test_missing_assets_are_named(settings: object, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]  # the fixture of pytest-django
    with pytest.raises(StyleSheetsMissingError, match="make assets"):
        write_pdf("<html></html>")


def test_spaces_go_where_a_block_ends_and_nowhere_else() -> None:
    html = '<td><span>uno dos \n </span></td><p>a <b>b </b>c</p> <li>x\n<span class="c-under">y</span> </li>'
    assert without_spaces_at_end(html) == (
        '<td><span>uno dos</span></td><p>a <b>b </b>c</p> <li>x<span class="c-under">y</span></li>'
    )


def test_missing_libraries_are_an_answer(tuxtla: Territory, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.setattr("clrisk_site.files.documents.pdf.importlib.import_module", absent)
    with pytest.raises(DocumentNotPossible, match="apt-get install"):
        build(Order(tuxtla, "es"))


def test_check_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    from clrisk_site.files import checks

    assert checks.check_pdf_libraries(None) == []
    monkeypatch.setattr(checks, "LIBRARIES", {"libnowhere.so.0": "libnowhere0"})
    (warning,) = checks.check_pdf_libraries(None)
    assert warning.hint == "sudo apt-get install libnowhere0"
