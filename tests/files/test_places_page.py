"""The page of names: proposals are confirmed together, what is left open stays a question."""

import pytest

from clrisk_site.files.forms.places import field_of
from clrisk_site.files.importing import long_files, previewing
from clrisk_site.files.models import ImportReceipt, RememberedColumn, Upload
from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from diagnosis.models import RiskResult
from tests.cast import ClientOf
from tests.files.sending import CHIAPAS, Sender

pytestmark = pytest.mark.one_database

FILE = """municipio,clase
Tuxtla Gutiérrez,alto
Bellavista,alto
Ocosigo,medio
Tonalá,bajo
Ningún lugar así,bajo
"""
GREEK = ("Alfa", "Beta", "Gama", "Delta", "Sigma")
BELLAVISTA, OCOSIGO, TONALA = (f"place:territory:{name}" for name in ("bellavista", "ocosigo", "tonala"))


@pytest.fixture
def towns(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    """Municipalities of Chiapas, two of them of one name."""
    return [
        Territory.objects.create(
            path=f"{CHIAPAS}.{code[2:]}",
            code=code,
            name=name,
            level=levels["municipality"],
            parent=tuxtla.parent,
        )
        for code, name in (
            ("07011", "Bella Vista"),
            ("07059", "Ocosingo"),
            ("07097", "Tonalá"),
            ("07197", "Tonalá"),
        )
    ]


@pytest.fixture
def state(client_of: ClientOf, coordinator: User) -> Sender:
    """The coordinator of the state at the import."""
    return Sender(client_of(coordinator), CHIAPAS)


@pytest.fixture
def asked(state: Sender, towns: list[Territory]) -> Upload:
    return state.upload("risk-results", "nombres.csv", FILE, year="2015")


def test_the_surest_proposal_stands_chosen_and_the_others_wait(state: Sender, asked: Upload) -> None:
    page = state.client.get(state.at("upload-places", asked))
    form = page.context["form"]
    assert [row.written for row in page.context["rows"]] == ["Bellavista", "Ocosigo", "Tonalá"]
    assert form[field_of(BELLAVISTA)].value() == "MX.07.011"
    assert form[field_of(OCOSIGO)].value() == ""
    assert form[field_of(TONALA)].value() == ""
    text = page.content.decode()
    assert "Bella Vista (07011), Chiapas · 99 % de parecido" in text
    assert text.count("Ninguno de estos") == 3
    assert "3 nombres no están escritos como el oficial." in page.context["lead"]
    labels = [step.label for step in page.context["steps"]]
    assert [str(label) for label in labels] == [
        "Archivo",
        "Hoja",
        "Columnas",
        "Nombres",
        "Revisar",
        "Confirmar",
    ]


def test_one_submit_confirms_all_that_is_chosen_and_the_rest_stays_open(state: Sender, asked: Upload) -> None:
    first = {field_of(BELLAVISTA): "MX.07.011", field_of(OCOSIGO): "", field_of(TONALA): ""}
    answer = state.client.post(state.at("upload-places", asked), first)
    assert answer.url == state.at("upload-places", asked)
    asked.refresh_from_db()
    assert asked.answers == {BELLAVISTA: "MX.07.011"}
    page = state.client.get(answer.url)
    assert [row.written for row in page.context["rows"]] == ["Ocosigo", "Tonalá"]
    assert "1 nombre confirmado" in page.content.decode()
    rest = {field_of(OCOSIGO): "MX.07.059", field_of(TONALA): "none"}
    assert state.client.post(answer.url, rest).url == state.at("upload-review", asked)
    review = state.review(asked).context["review"]
    assert not review.names_title
    assert state.confirm(asked).status_code == 302
    receipt = ImportReceipt.objects.get()
    assert (receipt.new, receipt.refused) == (3, 2)
    assert "Bella Vista (07011), Chiapas" in receipt.answers.values()
    assert set(RiskResult.objects.values_list("territory__code", flat=True)) == {"07101", "07011", "07059"}


def test_a_confirmed_name_can_be_asked_again(state: Sender, asked: Upload) -> None:
    state.client.post(state.at("upload-places", asked), {field_of(BELLAVISTA): "none"})
    answer = state.client.post(state.at("upload-answer", asked), {"question": BELLAVISTA})
    assert answer.url == state.at("upload-places", asked)
    asked.refresh_from_db()
    assert asked.answers == {}


def test_nothing_chosen_and_what_was_not_offered_are_said_in_words(state: Sender, asked: Upload) -> None:
    nothing = state.client.post(state.at("upload-places", asked), {field_of(OCOSIGO): ""})
    assert nothing.status_code == 422
    assert "Todavía no se eligió ningún lugar." in nothing.content.decode()
    other = state.client.post(state.at("upload-places", asked), {field_of(OCOSIGO): "MX.07.101"})
    assert other.status_code == 422
    assert "no se ofrece aquí" in other.content.decode()
    asked.refresh_from_db()
    assert asked.answers == {}


def test_an_unknown_place_is_refused_with_a_sentence(state: Sender, asked: Upload) -> None:
    errors = state.review(asked).context["review"].errors
    assert [error.problem for error in errors] == [
        "No se conoce ningún lugar llamado «Ningún lugar así» en Chiapas."
    ]


def test_without_names_to_confirm_the_page_leads_to_the_review(state: Sender, towns: list[Territory]) -> None:
    upload = state.upload("risk-results", "codigos.csv", "clave,clase\n07011,alto\n", year="2015")
    answer = state.client.get(state.at("upload-places", upload))
    assert answer.url == state.at("upload-review", upload)
    steps = state.client.get(answer.url).context["steps"]
    assert "Nombres" not in [str(step.label) for step in steps]


def test_the_page_asks_sixty_names_at_a_time(
    state: Sender, tuxtla: Territory, levels: dict[str, Level]
) -> None:
    names = [f"San {chr(97 + n % 26) * 3}{chr(97 + n // 26) * 3}pan de Arriba" for n in range(70)]
    Territory.objects.bulk_create(
        Territory(
            path=f"{CHIAPAS}.{n + 200}",
            code=f"07{n + 200}",
            name=name,
            level=levels["municipality"],
            parent=tuxtla.parent,
        )
        for n, name in enumerate(names)
    )
    lines = "".join(f"{name.replace(' de Arriba', ' de Ariba')},alto\n" for name in names)
    upload = state.upload("risk-results", "muchos.csv", f"municipio,clase\n{lines}", year="2015")
    page = state.client.get(state.at("upload-places", upload))
    assert (len(page.context["rows"]), page.context["more"]) == (60, 10)


def test_what_was_chosen_is_remembered_for_the_next_file(state: Sender, towns: list[Territory]) -> None:
    upload = state.upload("risk-results", "a.csv", "sitio,semáforo,clase\n07011,alto,a\n", year="2015")
    page = state.client.get(state.at("upload-columns", upload))
    groups = {group.title: [row.header for row in group.rows] for group in page.context["groups"]}
    assert groups == {"Pide su decisión": ["sitio"], "Reconocidas": ["clase"], "No se usa": ["semáforo"]}
    assert [row.how for group in page.context["groups"] for row in group.rows] == [
        "por sus valores",
        "sugerida",
        "",
    ]
    data = {"column_0": "territory", "column_1": "official_class", "column_2": "", "nature": "phase_i"}
    state.client.post(state.at("upload-columns", upload), data)
    assert state.confirm(upload).status_code == 302
    assert dict(RememberedColumn.objects.values_list("header", "field")) == {
        "semaforo": "official_class",
        "clase": "",
    }
    again = state.upload("risk-results", "b.csv", "sitio,Semaforo,Clase\n07059,bajo,b\n", year="2016")
    groups = state.client.get(state.at("upload-columns", again)).context["groups"]
    rows = {row.header: (row.field.value(), row.how) for group in groups for row in group.rows}
    assert rows["Semaforo"] == ("official_class", "como la última vez")
    assert rows["Clase"] == ("", "como la última vez")
    assert state.review(again).context["review"].save_label


def test_a_needed_column_that_was_not_found_is_asked_for(state: Sender, towns: list[Territory]) -> None:
    upload = state.upload("risk-results", "a.csv", "x,clase\nTuxtla Gutiérrez,alto\n", year="2015")
    page = state.client.get(state.at("upload-columns", upload))
    assert "Falta una columna necesaria." in page.context["lead"]
    (first, _known) = page.context["groups"]
    assert (first.title, [row.header for row in first.rows]) == ("Pide su decisión", ["x"])
    assert first.rows[0].examples == ("Tuxtla Gutiérrez",)
    without = state.client.post(state.at("upload-columns", upload), {"nature": "phase_i"})
    assert without.status_code == 422
    assert "Elija la columna que lo contiene" in without.content.decode()


def test_parts_of_a_code_stand_for_the_territory(state: Sender, towns: list[Territory]) -> None:
    text = "CVE_ENT,CVE_MUN,NOM_MUN,clase\n7,11,Bella Vista,alto\n7,59,Tonalá,bajo\n"
    upload = state.upload("risk-results", "partes.csv", text, year="2015")
    page = state.client.get(state.at("upload-columns", upload))
    data = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    data["nature"] = "phase_i"
    assert state.client.post(state.at("upload-columns", upload), data).status_code == 302
    state.answer(upload, "pad:territory", "pad")
    review = state.review(upload).context["review"]
    (error,) = review.errors
    assert error.problem == "La clave es de Ocosingo (07059), Chiapas, pero el nombre es «Tonalá»."
    assert state.confirm(upload).status_code == 302
    assert RiskResult.objects.get().territory.code == "07011"


def test_a_header_that_stands_twice_is_an_error_once_it_is_used(
    state: Sender, towns: list[Territory]
) -> None:
    upload = state.upload("risk-results", "dos.csv", "clave,nota,nota\n07011,1,2\n", year="2015")
    data = {"column_0": "territory", "column_1": "value", "column_2": "upper", "nature": "phase_i"}
    answer = state.client.post(state.at("upload-columns", upload), data)
    assert answer.status_code == 422
    assert "Dos columnas se llaman «nota»" in answer.content.decode()


def test_a_file_of_200_columns_stays_one_page(state: Sender, towns: list[Territory]) -> None:
    headers = ["clave", *(f"columna {n}" for n in range(199))]
    text = ",".join(headers) + "\n07011," + ",".join(map(str, range(199))) + "\n"
    upload = state.upload("risk-results", "ancho.csv", text, year="2015")
    page = state.client.get(state.at("upload-columns", upload))
    known, unused = page.context["groups"]
    assert (len(known.rows), len(unused.rows), unused.folded) == (1, 199, True)
    html = page.content.decode()
    assert html.count("<select ") >= 200
    assert '<option value="territory" selected>Territorio</option>' in html
    assert len(html) < 1_000_000


def test_all_places_that_were_found_by_name_can_be_checked(state: Sender, asked: Upload) -> None:
    page = state.client.get(state.at("upload-places", asked))
    assert [(one["written"], one["title"]) for one in page.context["places"]] == [
        ("Tuxtla Gutiérrez", "Tuxtla Gutiérrez (07101), Chiapas")
    ]
    assert "1 lugar encontrado por su nombre" in page.content.decode()


def test_they_can_be_checked_where_no_name_is_in_question_too(
    state: Sender, tuxtla: Territory, levels: dict[str, Level]
) -> None:
    names = [f"{kind} {name}" for kind in ("Pueblo", "Río", "Cerro", "Lago") for name in GREEK]
    for number, name in enumerate(names, start=200):
        Territory.objects.create(
            path=f"{CHIAPAS}.{number}",
            code=f"07{number}",
            name=name,
            level=levels["municipality"],
            parent=tuxtla.parent,
        )
    text = "municipio,clase\n" + "".join(f"{name},alto\n" for name in names)
    upload = state.upload("risk-results", "nombres.csv", text, year="2015")
    review = state.review(upload)
    assert "Y 5 más." in review.content.decode()
    assert f"{state.at('upload-places', upload)}#found" in review.content.decode()
    page = state.client.get(state.at("upload-places", upload))
    assert len(page.context["places"]) == 20
    assert not page.context["rows"]


def test_the_names_of_a_long_file_are_asked_from_what_its_job_found(
    state: Sender, towns: list[Territory], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_files, "LONG_ROWS", 3)
    asked = state.upload("risk-results", "nombres.csv", FILE, year="2015")
    state.review(asked)  # the job looks at it
    monkeypatch.setattr(previewing, "read_guarded", None)  # no page reads the file
    monkeypatch.setattr(previewing, "read_head", None)
    page = state.client.get(state.at("upload-places", asked))
    assert [row.written for row in page.context["rows"]] == ["Bellavista", "Ocosigo", "Tonalá"]
    state.client.post(state.at("upload-places", asked), {field_of(BELLAVISTA): "MX.07.011"})
    asked.refresh_from_db()
    assert asked.answers == {BELLAVISTA: "MX.07.011"}
