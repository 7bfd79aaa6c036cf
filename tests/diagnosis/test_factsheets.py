"""Factsheets and the report: what they say, to whom, in which formats, and all of a state in one archive."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from clrisk_site.files import results
from clrisk_site.files.actions.run_job import run_job
from clrisk_site.files.models import DocumentFormat, IssuedDocument, Job, JobState
from clrisk_site.files.registry import DocumentNotPossible, Order, Produced, documents
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Level, Territory
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.documents.factsheets import place_sheets
from diagnosis.documents.reader import Version
from diagnosis.documents.report.document import report_html, write
from diagnosis.documents.sheet import sheets_html
from diagnosis.models import (
    AnalysisResult,
    DefinitionSheet,
    Factor,
    FactorEffect,
    FactorWeight,
    Need,
    PopulationBasis,
    ReleaseNature,
    RiskResult,
    Zone,
    ZoneStatus,
)
from diagnosis.queries.factor_evidence import factor_evidence
from tests.cast import ClientOf, give_membership, make_user
from tests.diagnosis.places import (
    count_children,
    draw_zone,
    make_areas,
    make_factor,
    make_release,
    put_values,
)
from tests.diagnosis.surveys import make_survey

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PATH = "MX.07.101"


def text_of(html: str) -> str:
    bare = re.sub(r"<(style|script|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


def sheet_text(territory: Territory, version: Version = Version.WORKING, by: User | None = None) -> str:
    with translation.override("es"):
        return text_of(sheets_html(place_sheets(Order(territory, "es", by=by), version)(8)))


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    factor = make_factor("school")
    FactorWeight.objects.create(
        territory=tuxtla, factor=factor, direction="raises", effect_points=12, effect_lower=8, effect_upper=16
    )
    found = make_areas(tuxtla, levels["ageb"], 12)
    put_values(make_release(ReleaseNature.PROXY), found, school=[float(i) for i in range(12)])
    for at, area in enumerate(found):
        count_children(area, 30 if at == 0 else 400, basis=PopulationBasis.ESTIMATED)
    return found


@pytest.fixture
def zones(tuxtla: Territory, areas: list[Territory]) -> None:
    """A small zone, a large one, and one that nobody settled yet."""
    draw_zone(tuxtla, "A", areas[:1], name="Chica", neighbourhoods=["El Jobo"])
    large = draw_zone(tuxtla, "B", areas[6:10], name="Grande", reason="Escuelas lejanas")
    draw_zone(tuxtla, "C", areas[10:], name="Por decidir", status=ZoneStatus.CANDIDATE)
    Need.objects.create(
        territory=tuxtla,
        factor=FactorWeight.objects.get().factor,
        zone=large,
        children=240,
        basis=PopulationBasis.ESTIMATED,
        year=2020,
        source="Censo",
    )


@pytest.fixture
def published(chiapas: Territory, tuxtla: Territory, tapachula: Territory) -> None:
    release = make_release()
    for territory, value, found in ((tuxtla, 0.1, "low"), (tapachula, 0.3, "high"), (chiapas, 0.2, "medium")):
        RiskResult.objects.create(release=release, territory=territory, value=value, official_class=found)


def test_municipal_sheet_says_absolute_and_relative_level_and_hides_few(
    tuxtla: Territory, zones: None, published: None, observer: User
) -> None:
    said = sheet_text(tuxtla)
    assert "riesgo bajo" in said
    assert "Nivel relativo a Chiapas 2 de 2" in said
    assert "De 2 municipio con clase, 0 tienen una más baja, 1 esta y 1 una más alta." in said
    # 30 children are too few to stand alone: the next smallest zone is counted with them.
    assert "pocas niñas y niños en cada una, contadas juntas" in said
    assert "A Chica, C Por decidir" in said
    assert not re.search(r"\b30\b", said)
    assert "No se mide aquí" in said
    assert "parte del trabajo de las niñas no se ve" in said
    public = sheet_text(tuxtla, Version.PUBLIC)
    assert "Ficha pública" in public
    assert "Por decidir" not in public
    assert "B Grande" in public
    assert "A Chica El Jobo" in public  # named without its number, since the zone beside it is not settled
    # Whoever sees what is published alone gets neither zones nor factors, in any version.
    for version in Version:
        alone = sheet_text(tuxtla, version, by=observer)
        assert "Grande" not in alone
        assert "School" not in alone
        assert "riesgo bajo" in alone


def test_state_sheet_counts_classes_and_lists_the_highest(
    chiapas: Territory, tuxtla: Territory, published: None
) -> None:
    said = sheet_text(chiapas)
    assert "Donde el riesgo publicado es más alto" in said
    assert said.index("Tapachula Alto") < said.index("Tuxtla Gutiérrez Bajo")
    assert "0.300" in said
    assert "Sin datos" in said  # of its children nobody has a number: said, never added up


def test_nothing_known_is_said_in_words(tuxtla: Territory) -> None:
    said = sheet_text(tuxtla)
    for words in (
        "No se puede comparar",
        "Sin resultado guardado",
        "Aún no hay ninguna zona prioritaria decidida.",
        "Aún no se ha elegido ningún factor asociado.",
    ):
        assert words in said


def made(
    code: str, territory: Territory, form: DocumentFormat = DocumentFormat.PDF, number: str = ""
) -> Produced:
    kind = documents.get(code)
    assert kind is not None
    return kind.build(Order(territory, "es", form, number=number))


def poppler(program: str, content: bytes) -> str:
    if shutil.which(program) is None:
        pytest.skip(f"{program} of poppler-utils is not installed")
    said = subprocess.run(
        [program, "-", "-"][: 3 if program == "pdftotext" else 2],
        input=content,
        capture_output=True,
        check=True,
    )
    return said.stdout.decode()


def pages_of(content: bytes) -> int:
    match = re.search(r"^Pages:\s+(\d+)$", poppler("pdfinfo", content), re.MULTILINE)
    assert match is not None
    return int(match[1])


def test_each_sheet_keeps_to_one_page_however_much_there_is(
    tuxtla: Territory, areas: list[Territory], published: None
) -> None:
    for at in range(20):
        name = f"Un factor de nombre muy largo que apenas cabe en la columna número {at} " * 2
        factor = make_factor(f"f{at}")
        factor.texts = {"es": name[:200], "en": name[:200]}
        factor.save()
        FactorWeight.objects.create(
            territory=tuxtla, factor=factor, effect_points=5, effect_lower=-4, effect_upper=9, source="X" * 90
        )
    for at, area in enumerate(areas[:3]):
        draw_zone(
            tuxtla,
            chr(65 + at),
            [area],
            name="Z" * 110 if at else f"Zona de nombre largo {at}",
            neighbourhoods=[f"Colonia número {number}" for number in range(40)],
            reason="Las escuelas quedan lejos y el transporte no llega. " * 12,
        )
    second = make_release(name="Segunda", year=2021)
    RiskResult.objects.create(release=second, territory=tuxtla, value=0.4, official_class="high")
    assert pages_of(made("factsheet", tuxtla).content) == 1
    assert pages_of(made("zone-factsheets", tuxtla).content) == 3
    word = made("factsheet", tuxtla, DocumentFormat.DOCX)
    assert zipfile.ZipFile(io.BytesIO(word.content)).testzip() is None
    assert word.fingerprint
    assert word.file_name.endswith(".docx")


def test_report_has_its_parts_and_says_what_is_stale(
    tuxtla: Territory, zones: None, published: None, liaison: User, stranger: User
) -> None:
    sheet = DefinitionSheet.objects.create(
        territory=tuxtla, legal="Ley", operational="INEGI", working="15 a 17 años"
    )
    old = freeze_definition(sheet, by=liaison, expected_version=sheet.version)
    factor = Factor.objects.get(code="school")
    FactorWeight.objects.update(is_priority=True)
    result = AnalysisResult.objects.create(
        territory=tuxtla,
        technique="logit",
        outcome="work",
        title="Modelo de la encuesta",
        definition=old,
        source="INEGI",
        year=2022,
        sha256="ab" * 32,
        software="prueba",
    )
    FactorEffect.objects.create(
        result=result, factor=factor, variable="asiste", category="no", reference="sí",
        points=21.5, lower=14, upper=29, n=900, cases=200, n_reference=900, cases_reference=100,
    )  # fmt: skip
    survey = make_survey(tuxtla, old)
    newer = DefinitionSheet.objects.create(
        territory=tuxtla, legal="Ley", operational="INEGI", working="5 a 17 años"
    )
    freeze_definition(newer, by=liaison, expected_version=newer.version)
    with translation.override("es"):
        document = write(Order(tuxtla, "es"), Version.WORKING)
        said = text_of(report_html(document))
        public = text_of(report_html(write(Order(tuxtla, "es"), Version.PUBLIC)))
    sheet_said = sheet_text(tuxtla)
    leading = next(one for one in factor_evidence(tuxtla) if one.factor.code == "school").leading
    assert leading is not None
    for one in (said, sheet_said):
        assert f"{leading.points.value:+.1f}" in one, "one number per factor, whichever document prints it"
    assert sheet_said.count("Desactualizado") <= 2  # of what stands on it alone
    assert "Algunos datos tienen" in sheet_said
    assert "Llevar becas o cupos" in sheet_said
    parts = (
        "Resumen",
        "De quiénes se habla",
        "Factores asociados",
        "Las niñas y el trabajo en el hogar",
        "Zonas prioritarias",
        "Lo que este informe no dice",
        "Fuentes",
        "Cómo se averiguó",
    )
    body = said[said.rindex("Resumen") :]
    places = [body.index(part) for part in parts]
    assert places == sorted(places)
    for title in ("Modelo de la encuesta", survey.title):
        assert f"«{title}». Desactualizado" in said
    assert "Escuelas lejanas" in said
    assert "Solicitudes de información" in said
    assert "Escuelas lejanas" not in public
    assert "Solicitudes de información" not in public
    assert "causa " not in said.replace("no muestra una causa", "").replace("No muestra una causa", "")
    with pytest.raises(DocumentNotPossible):
        write(Order(tuxtla.parent or tuxtla, "es"), Version.WORKING)


def test_print_views_and_the_file_of_one_zone(
    tuxtla: Territory, zones: None, liaison: User, client_of: ClientOf
) -> None:
    client: Client = client_of(liaison)
    for name, arguments in (
        ("factsheet", ["working"]),
        ("factsheet", ["public"]),
        ("zone-factsheets", ["working"]),
        ("characterisation", ["working"]),
    ):
        answer = client.get(reverse(name, args=[PATH, *arguments]))
        assert answer.status_code == 200
        assert "style=" not in answer.content.decode()
    assert client.get(reverse("factsheet", args=[PATH, "another"])).status_code == 404
    pk = Zone.objects.get(letter="B").pk
    page = text_of(client.get(reverse("zone-factsheet", args=[PATH, pk])).content.decode())
    assert "Zona B Grande" in page
    assert "240" in page
    assert "Escuelas lejanas" in page
    assert "Chica" not in page
    file = client.get(reverse("zone-factsheet-file", args=[PATH, pk, "pdf"]))
    assert pages_of(file.content) == 1
    assert IssuedDocument.objects.get().kind == "zone-factsheets"
    assert AuditEntry.objects.filter(action="document.issue").count() == 1
    assert client.get(reverse("zone-factsheet-file", args=[PATH, pk, "csv"])).status_code == 404


def test_page_offers_what_can_be_made_at_a_constant_cost(
    tuxtla: Territory,
    areas: list[Territory],
    liaison: User,
    observer: User,
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    client = client_of(liaison)
    empty = text_of(client.get(reverse("factsheets", args=[PATH])).content.decode())
    assert "Las zonas tendrán la suya cuando se tracen." in empty
    draw_zone(tuxtla, "A", areas[:1])
    with django_assert_max_num_queries(25) as one:
        client.get(reverse("factsheets", args=[PATH]))
    for at in range(50):
        draw_zone(tuxtla, f"Z{at}", [areas[at % 12]])
    with django_assert_max_num_queries(25) as fifty:
        page = client.get(reverse("factsheets", args=[PATH])).content.decode()
    assert len(one) == len(fifty)
    assert page.count("/factsheet/pdf/") == 51
    seen = text_of(client_of(observer).get(reverse("factsheets", args=[PATH])).content.decode())
    assert "Ficha de Tuxtla Gutiérrez" in seen
    assert "Informe" not in seen
    assert "Una hoja por zona" not in seen
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        assert "Factsheets" in client.get(reverse("factsheets", args=[PATH])).content.decode()


def test_all_municipalities_in_one_archive(
    chiapas: Territory, tuxtla: Territory, tapachula: Territory, published: None, client_of: ClientOf
) -> None:
    officer = make_user("Officer")
    give_membership(officer, Role.ILO_OFFICER, chiapas)
    client = client_of(officer)
    address = reverse("factsheets-all", args=[chiapas.path])
    assert client.post(address, {"version": "secret", "format": "pdf"}).status_code == 422
    assert not Job.objects.exists()
    client.post(address, {"version": "public", "format": "pdf", "language": "es"})
    job = Job.objects.get()
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    with zipfile.ZipFile(results.path_of(job.stored_name)) as archive:
        names = archive.namelist()
        contents = [archive.read(name) for name in names]
    assert [re.findall(r"-(\d{5})-", name) for name in names] == [["07089"], ["07101"]]
    assert [pages_of(one) for one in contents] == [1, 1]
    # Each is a paper of its municipality: numbered there, and known again by what is printed on it.
    assert {one.territory for one in IssuedDocument.objects.all()} == {tuxtla, tapachula}
    assert not list(Path(results.folder()).glob("*.part"))
    # Where there is no municipality, the job says so and leaves nothing behind.
    none = Job.objects.create(
        kind="factsheets",
        territory=tuxtla,
        language="es",
        created_by=officer,
        parameters={"version": "working", "format": "pdf"},
    )
    run_job(str(none.pk))
    none.refresh_from_db()
    assert none.state == JobState.FAILED
    assert "No hay ningún municipio guardado" in none.error


def test_the_text_of_a_sheet_is_in_its_pdf(tuxtla: Territory, published: None) -> None:
    text = " ".join(poppler("pdftotext", made("factsheet-public", tuxtla, number="7").content).split())
    assert "Ficha pública de Tuxtla Gutiérrez" in text
    assert "documento 7" in text
