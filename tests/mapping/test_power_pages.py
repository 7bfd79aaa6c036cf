"""Powers by norm: recorded over several matters, read in a document, corrected; and who may act."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from django.urls import reverse

from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentNotPossible, Order
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.documents.attributions import build
from mapping.models import Competence, Institution, Norm
from tests.cast import ClientOf
from tests.mapping.test_norm_pages import make_norm


def power(*factors: object, **more: Any) -> dict[str, Any]:
    return {
        "factors": list(factors),
        "nature": "execute",
        "document": "Bando municipal",
        "article": "4",
        **more,
    }


def test_one_article_gives_a_power_over_several_matters(
    liaison: User, tuxtla: Territory, dif: Institution, school: Factor, chores: Factor, client_of: ClientOf
) -> None:
    client, add = client_of(liaison), reverse("competence-create", args=[tuxtla.path, dif.pk])
    chosen = client.get(f"{add}?factor=child-labour").content.decode()
    assert 'value="child-labour"' in chosen.split("checked")[0].rpartition("<input")[2]
    assert client.post(add, power("child-labour", school.pk, chores.pk, summary="Atiende")).status_code == 302
    assert set(Competence.objects.values_list("factor", flat=True)) == {None, school.pk, chores.pk}
    assert set(Competence.objects.values_list("summary", flat=True)) == {"Atiende"}
    assert AuditEntry.objects.filter(action="competence.create").count() == 3
    again = client.post(add, power("child-labour", school.pk))
    assert again.status_code == 422
    assert (
        "ya está registrada sobre: El trabajo infantil mismo, No asiste a la escuela."
        in again.content.decode()
    )
    contrary = client.post(add, power(school.pk, nature="none"))
    assert "se registró lo contrario sobre: No asiste a la escuela" in contrary.content.decode()
    assert client.post(add, power(school.pk, nature="finance")).status_code == 302, (
        "a second power is no contrary"
    )
    assert Competence.objects.count() == 4
    page = client.get(reverse("institution", args=[tuxtla.path, dif.pk])).content.decode()
    assert "El trabajo infantil mismo" in page


def test_the_document_is_one_of_the_checklist_or_typed(
    liaison: User, tuxtla: Territory, dif: Institution, school: Factor, client_of: ClientOf
) -> None:
    client, add = client_of(liaison), reverse("competence-create", args=[tuxtla.path, dif.pk])
    read, found = make_norm(tuxtla), make_norm(tuxtla, "Ley sin leer", reading="found")
    sought = make_norm(tuxtla, "Ley que se busca", reading="sought")
    for more, sentence in (
        ({"norm": read.pk}, "no ambos"),
        ({"document": ""}, "Elija el documento"),
        ({"document": "", "norm": sought.pk}, ""),
        ({"document": "", "norm": found.pk, "nature": "none"}, "Márquelo antes como leído"),
        ({"document": "ley SIN  leér", "nature": "none"}, "Márquelo antes como leído"),
        ({"document": "Ley que se busca"}, "Corrija antes la lista"),
        ({"factors": []}, "Marque al menos uno"),
        ({"factors": ["child-labour", "x"]}, ""),
        ({"nature": "rule"}, ""),
    ):
        answer = client.post(add, power(school.pk, **more))
        assert answer.status_code == 422, more
        assert sentence in answer.content.decode(), more
    assert not Competence.objects.exists()
    assert client.post(add, power(school.pk, document="", norm=read.pk)).status_code == 302
    stored = Competence.objects.get()
    assert (stored.norm, stored.document) == (read, "Reglamento interior")
    assert client.post(add, power(school.pk, document="ley sin leer")).status_code == 302
    assert Competence.objects.latest("pk").norm == found, "a title that is typed is that norm"
    page = client.get(reverse("norm-edit", args=[tuxtla.path, read.pk]))
    assert page.status_code == 200
    gone = {"kind": "regulation", "level": "municipal", "name": read.name, "reading": "sought", "version": 1}
    answer = client.post(
        reverse("norm-edit", args=[tuxtla.path, read.pk]), {**gone, "is_child_labour_specific": "unknown"}
    )
    assert "así que se halló" in answer.content.decode()


def test_a_power_is_read_in_a_document_and_given_to_any_institution_that_is_seen(
    liaison: User,
    stranger: User,
    tuxtla: Territory,
    tapachula: Territory,
    dif: Institution,
    state_education: Institution,
    school: Factor,
    client_of: ClientOf,
) -> None:
    norm, client = make_norm(tuxtla), client_of(liaison)
    add = reverse("norm-competence-create", args=[tuxtla.path, norm.pk])
    opened = client.get(add).content.decode()
    assert f'<option value="{norm.pk}" selected' in opened
    assert state_education.name in opened
    given = power(school.pk, document="", norm=norm.pk)
    assert client.post(add, given).status_code == 422, "whose power it is, is missing"
    neighbour = Institution.objects.create(territory=tapachula, name="Vecina", level="municipal")
    assert client.post(add, {**given, "institution": neighbour.pk}).status_code == 422
    assert not Competence.objects.exists()
    assert client.post(add, {**given, "institution": state_education.pk}).status_code == 302
    read = Competence.objects.get()
    assert (read.institution, read.territory) == (state_education, tuxtla)
    assert client.post(add, {**given, "institution": state_education.pk}).status_code == 422, "twice"
    own_page = reverse("institution", args=[tuxtla.path, state_education.pk])
    page = client.get(own_page).content.decode()
    assert reverse("competence-edit", args=[tuxtla.path, read.pk]) in page
    other, there = client_of(stranger), reverse("institution", args=[tapachula.path, state_education.pk])
    assert norm.name not in other.get(there).content.decode(), "each municipality reads for itself"
    typed = reverse("competence-create", args=[tapachula.path, state_education.pk])
    assert other.post(typed, power(school.pk, document=norm.name)).status_code == 302
    assert Competence.objects.filter(institution=state_education).count() == 2
    Competence.objects.all().delete()
    assert client.post(add, {**given, "institution": dif.pk}).status_code == 302
    stored = Competence.objects.get()
    assert (stored.institution, stored.territory, stored.norm) == (dif, tuxtla, norm)


def test_a_power_is_corrected_and_the_second_of_two_sees_both(
    liaison: User, tuxtla: Territory, dif: Institution, school: Factor, chores: Factor, client_of: ClientOf
) -> None:
    norm, client = make_norm(tuxtla), client_of(liaison)
    stored = Competence.objects.create(
        territory=tuxtla, institution=dif, factor=school, nature="execute", norm=norm, document=norm.name
    )
    edit = reverse("competence-edit", args=[tuxtla.path, stored.pk])
    assert f'<option value="{school.pk}" selected' in client.get(edit).content.decode()
    changed = {"matter": "child-labour", "nature": "monitor", "norm": norm.pk, "article": "9", "version": 1}
    assert client.post(edit, changed).status_code == 302
    stored.refresh_from_db()
    assert (stored.factor, stored.nature, stored.article) == (None, "monitor", "9")
    second = client.post(edit, {**changed, "matter": str(chores.pk), "article": "10"})
    assert second.status_code == 409
    stored.refresh_from_db()
    assert stored.article == "9"
    assert AuditEntry.objects.get().action == "competence.change"


@pytest.fixture
def powers(tuxtla: Territory, dif: Institution, school: Factor, chores: Factor) -> Norm:
    norm = make_norm(tuxtla)
    values: dict[str, Any] = {"territory": tuxtla, "institution": dif, "norm": norm, "document": norm.name}
    Competence.objects.create(
        **values, factor=school, nature="coordinate", article="art. 14", summary="Convoca"
    )
    Competence.objects.create(**values, factor=chores, nature="none", article="completo")
    return norm


def test_pages_tell_who_may_act_and_open_the_articles(
    liaison: User, tuxtla: Territory, dif: Institution, powers: Norm, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    page = client.get(reverse("attributions", args=[tuxtla.path])).content.decode()
    assert "Alguien puede actuar con norma citada sobre 1 de 2 factores." in page
    assert "Puede coordinarla: DIF." in page
    assert "No se halló a nadie: se leyó Reglamento interior y no da atribución." in page
    crossing = reverse("attribution", args=[tuxtla.path, "not_attending", dif.pk])
    assert crossing in page
    opened = client.get(crossing).content.decode()
    assert "art. 14" in opened
    assert "Convoca" in opened
    itself = client.get(reverse("attribution", args=[tuxtla.path, "child-labour", dif.pk])).content.decode()
    assert "Nada leído para este cruce" in itself
    assert client.get(reverse("attribution", args=[tuxtla.path, "no_such", dif.pk])).status_code == 404
    narrowed = client.get(reverse("attributions", args=[tuxtla.path]) + "?level=federal").content.decode()
    assert "No se leyó ninguna norma para una institución de este nivel." in narrowed
    assert client.get(reverse("attributions", args=[tuxtla.path]) + "?level=%27").status_code == 200
    sheet = client.get(reverse("attributions-export", args=[tuxtla.path, "csv"])).content.decode("utf-8-sig")
    assert "art. 14" in sheet
    printed = client.get(reverse("attributions-print", args=[tuxtla.path])).content.decode()
    assert "d-landscape--articles" in printed
    assert "art. 14" in printed


def test_nothing_recorded_teaches_and_makes_no_document(
    liaison: User, tuxtla: Territory, school: Factor, client_of: ClientOf
) -> None:
    page = client_of(liaison).get(reverse("attributions", args=[tuxtla.path])).content.decode()
    assert "Todavía no se registra ninguna atribución" in page
    assert client_of(liaison).get(reverse("attributions-print", args=[tuxtla.path])).status_code == 200
    with pytest.raises(DocumentNotPossible):
        build(Order(tuxtla, "es"))


@pytest.mark.parametrize("bodies", [1, 40])
def test_the_matrix_is_one_landscape_page(
    bodies: int, powers: Norm, tuxtla: Territory, school: Factor, tmp_path: Path
) -> None:
    for number in range(bodies - 1):
        body = Institution.objects.create(territory=tuxtla, name=f"Dirección {number}", level="municipal")
        Competence.objects.create(
            territory=tuxtla, institution=body, factor=school, nature="finance", document="Bando"
        )
    file = tmp_path / "matrix.pdf"
    file.write_bytes(build(Order(tuxtla, "es", number="7")).content)
    word = docx.Document(io.BytesIO(build(Order(tuxtla, "en", DocumentFormat.DOCX)).content))
    section = word.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    cells = [cell.text for cell in word.tables[-1].rows[2].cells]
    assert ("C" if bodies > 1 else "Coordinate\nart. 14") in cells
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed: sudo apt-get install poppler-utils")
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in told
    assert "841.89 x 595.276" in told
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert ("art. 14" in text) == (bodies == 1)
    assert ("la página de atribuciones" in " ".join(text.split())) == (bodies > 1), "where the articles are"
