"""Sources by level and values inferred from other levels: recorded, refused, marked, handed out."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.capabilities import CAPABILITY_LABELS
from diagnosis.models import DataLevel, Inference, StatisticalSource
from diagnosis.presenters.inference_list import inference_sentence
from diagnosis.presenters.source_tables import capability_matrix, sources_lead
from diagnosis.queries.sources import sources_of
from tests.cast import ClientOf
from tests.diagnosis.definitions import make_inference, make_source

PATH = "MX.07.101"
SOURCE = {
    "name": "Encuesta Intercensal",
    "producer": "INEGI",
    "level": "municipal",
    "year": "2015",
    "age_from": "12",
    "age_to": "",
    "url": "",
    "note": "",
    **dict.fromkeys(CAPABILITY_LABELS, "unknown"),
    "separates_labour": "no",
}
INFERENCE = {
    "subject": "Niñas con quehaceres",
    "factor": "",
    "from_level": "state",
    "from_place": "Chiapas",
    "value": "12 %",
    "source": "INEGI, MTI",
    "year": "2017",
    "reason": "los datos locales no cubren de 5 a 11 años",
    "limits": "",
}


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def test_a_source_is_recorded_and_the_matrix_says_what_its_level_can_tell(
    editor: Client, tuxtla: Territory
) -> None:
    page = reverse("data-sources", args=[PATH])
    assert "Aún no hay fuentes registradas" in editor.get(page).content.decode()
    assert editor.post(reverse("data-source-create", args=[PATH]), SOURCE).status_code == 302
    source = StatisticalSource.objects.get()
    assert (source.separates_labour, source.by_sex, source.age_to) == ("no", "unknown", None)
    assert AuditEntry.objects.get().action == "statisticalsource.create"
    html = editor.get(page).content.decode()
    assert "Ninguna de nivel municipal distingue el trabajo infantil" in html
    assert "12 años o más" in html
    assert "Sin fuente" in html
    edit = reverse("data-source-edit", args=[PATH, source.pk])
    assert editor.post(edit, {**SOURCE, "version": "1", "by_sex": "yes"}).status_code == 302
    assert editor.post(edit, {**SOURCE, "version": "1"}).status_code == 409
    file = editor.get(reverse("data-sources-export", args=[PATH, "csv"]))
    assert "Encuesta Intercensal" in file.content.decode()
    assert editor.get(reverse("data-sources-export", args=[PATH, "pdf"])).status_code == 404
    remove = reverse("data-source-remove", args=[PATH, source.pk])
    editor.post(remove, {"version": "1"})
    assert StatisticalSource.objects.exists()
    editor.post(remove, {"version": "2"})
    assert not StatisticalSource.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Nombre de la fuente"),
        ({"level": "village"}, "Nivel"),
        ({"age_from": "12", "age_to": "5"}, "mayor queda por debajo"),
        ({"year": "20"}, "cuatro"),
        ({"by_sex": ""}, "Niñas y niños por separado"),
        ({"name": "  encuesta "}, "ya está registrada"),
        ({"name": "Encuésta 2015", "year": ""}, "ya está registrada"),
    ],
)
def test_a_wrong_source_leaves_nothing(
    editor: Client, tuxtla: Territory, change: dict[str, str], words: str
) -> None:
    make_source(tuxtla)
    answer = editor.post(reverse("data-source-create", args=[PATH]), {**SOURCE, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert StatisticalSource.objects.count() == 1


def test_one_title_under_two_years_is_marked(editor: Client, tuxtla: Territory) -> None:
    first = make_source(tuxtla)
    mark = "También consta para 2017"
    assert mark not in editor.get(reverse("data-sources", args=[PATH])).content.decode()
    make_source(tuxtla, name="encuesta", year=2017)
    assert mark in editor.get(reverse("data-sources", args=[PATH])).content.decode()
    assert mark in editor.get(reverse("data-source-edit", args=[PATH, first.pk])).content.decode()


def test_the_best_answer_of_a_level_wins_and_an_unknown_one_is_no_no(tuxtla: Territory) -> None:
    make_source(tuxtla, separates_labour="no", age_from=12)
    make_source(tuxtla, name="Registro", separates_labour="unknown")
    make_source(tuxtla, name="ENOE", level=DataLevel.STATE, separates_labour="yes", age_from=5, age_to=17)
    found = capability_matrix(sources_of(tuxtla))
    ages, separates = found["rows"][0], found["rows"][1]
    assert [cell["kind"] for cell in ages["cells"]] == ["none", "yes", "partial", "none"]
    assert [cell["kind"] for cell in separates["cells"]] == ["none", "yes", "unknown", "none"]
    assert "ENOE (2015)" in separates["cells"][1]["note"]
    assert [one.name for one in sources_of(tuxtla)] == ["ENOE", "Encuesta", "Registro"]
    assert "3 fuentes" in sources_lead(sources_of(tuxtla))


def test_an_inferred_value_says_whose_it_is_and_why(editor: Client, tuxtla: Territory) -> None:
    page = reverse("inferences", args=[PATH])
    assert "No hay valores inferidos" in editor.get(page).content.decode()
    assert editor.post(reverse("inference-create", args=[PATH]), INFERENCE).status_code == 302
    inference = Inference.objects.get()
    assert AuditEntry.objects.get().action == "inference.create"
    html = editor.get(page).content.decode()
    assert "el valor del estado (Chiapas), 12 %, se usa para Tuxtla Gutiérrez" in html
    assert "los datos locales no cubren de 5 a 11 años" in html
    edit = reverse("inference-edit", args=[PATH, inference.pk])
    assert editor.post(edit, {**INFERENCE, "version": "1", "value": ""}).status_code == 302
    inference.refresh_from_db()
    assert "()" not in inference_sentence(inference)
    assert editor.post(edit, {**INFERENCE, "version": "1"}).status_code == 409
    assert "Chiapas" in editor.get(reverse("inferences-export", args=[PATH, "csv"])).content.decode()
    editor.post(reverse("inference-remove", args=[PATH, inference.pk]), {"version": "2"})
    assert not Inference.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": "Datos de Juan Pérez López"}, 'name="nobody_named"'),
        ({"source": ""}, "Fuente"),
        ({"year": ""}, "Año"),
        ({"from_level": "municipal", "from_place": "tuxtla  gutierrez"}, "el propio municipio"),
    ],
)
def test_a_wrong_inferred_value_leaves_nothing(
    editor: Client, tuxtla: Territory, change: dict[str, str], words: str
) -> None:
    answer = editor.post(reverse("inference-create", args=[PATH]), {**INFERENCE, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Inference.objects.exists()


def test_the_pages_ask_as_often_for_many_rows(editor: Client, tuxtla: Territory) -> None:
    counts = []
    for rows in (1, 50):
        for number in range(rows):
            make_source(tuxtla, name=f"Fuente {rows} {number}")
            make_inference(tuxtla, subject=f"Dato {rows} {number}")
        for name in ("data-sources", "inferences"):
            with CaptureQueriesContext(connection) as asked:
                assert editor.get(reverse(name, args=[PATH])).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25
