"""The letterhead: its words and emblem on documents; images that are none are refused and change nothing."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from clrisk_site.files import emblems
from clrisk_site.files.actions.emblem import set_emblem
from clrisk_site.files.models import Letterhead
from clrisk_site.files.queries.heads import head_of
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.writing import ConflictError
from clrisk_site.places.models import Territory
from tests.cast import ClientOf
from tests.files.test_images import declared_png, located_photo

pytestmark = pytest.mark.one_database

PATH = "MX.07.101"
WORDS = {
    "issuer": "Municipio de Tuxtla Gutiérrez",
    "office": "Desarrollo Social",
    "contact": "Calle Central 1",
}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def emblem_file(size: tuple[int, int] = (300, 300)) -> bytes:
    target = io.BytesIO()
    Image.new("RGBA", size, (13, 79, 86, 255)).save(target, format="PNG")
    return target.getvalue()


def send(client: Any, content: bytes, name: str = "escudo.png", alt: str = "Escudo", version: int = 0) -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/png")
    address = reverse("letterhead-emblem", args=[PATH])
    return client.post(address, {"file": file, "alt": alt, "version": version})


def test_without_a_letterhead_the_name_stands(tuxtla: Territory) -> None:
    head = head_of(tuxtla)
    assert (head.issuer, head.office, head.emblem) == ("Tuxtla Gutiérrez", "", None)


def test_words_are_saved_and_audited(tuxtla: Territory, liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    answer: Any = client.post(reverse("letterhead", args=[PATH]), {**WORDS, "version": ""})
    assert answer.status_code == 302
    assert head_of(tuxtla).office == "Desarrollo Social"
    assert AuditEntry.objects.filter(action="letterhead.create", by=liaison).exists()
    page = client.get(reverse("letterhead", args=[PATH])).content.decode()
    assert "Municipio de Tuxtla Gutiérrez" in page


def test_an_emblem_is_written_anew_and_described(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    assert send(client_of(liaison), emblem_file((1600, 900))).status_code == 302
    stored = Letterhead.objects.get(territory=tuxtla)
    assert (stored.issuer, stored.emblem_alt) == ("Tuxtla Gutiérrez", "Escudo")
    head = head_of(tuxtla)
    assert head.emblem is not None
    with Image.open(io.BytesIO(head.emblem.content)) as kept:
        assert max(kept.size) == 800
    assert emblems.path_of(stored.emblem).stat().st_mode & 0o077 == 0
    assert AuditEntry.objects.filter(by=liaison, action="letterhead.create").exists()


def test_a_photograph_loses_where_it_was_taken(tuxtla: Territory, liaison: User, client_of: ClientOf) -> None:
    assert send(client_of(liaison), located_photo((120, 80)), "foto.jpg").status_code == 302
    head = head_of(tuxtla)
    assert head.emblem is not None
    assert b"anary" not in head.emblem.content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "escudo.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "PNG o JPG",
        ),
        ("escudo.png", b"MZ\x90\x00\x03 un programa", "PNG o JPG"),
        ("escudo.png", declared_png(30_000, 30_000), "millones de píxeles"),
        ("escudo.png", declared_png(3_000, 2_500), "6 millones de píxeles"),
        ("escudo.png", emblem_file((1, 1)), "60 píxeles"),
        ("escudo.png", emblem_file((3000, 10)), "demasiado larga"),
        ("escudo.png", emblem_file()[:200], "dañada"),
        ("escudo.png", b"", "PNG o JPG"),
        ("escudo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * (1024 * 1024), "1 MB"),
    ],
)
def test_what_is_no_emblem_is_refused_in_words(
    name: str, content: bytes, said: str, tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    answer = send(client_of(liaison), content, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Letterhead.objects.exists()
    assert not list(emblems.folder().iterdir())


def test_an_emblem_without_a_description_is_refused(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    assert send(client_of(liaison), emblem_file(), alt="").status_code == 422
    assert not Letterhead.objects.exists()


def test_a_new_emblem_takes_the_place_of_the_old_file(
    tuxtla: Territory, liaison: User, client_of: ClientOf, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(liaison)
    send(client, emblem_file())
    first = Letterhead.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert send(client, emblem_file((90, 90)), version=first.version).status_code == 302
    second = Letterhead.objects.get()
    assert [path.name for path in emblems.folder().iterdir()] == [second.emblem]
    assert second.emblem != first.emblem


def test_the_second_of_two_editors_is_told(tuxtla: Territory, liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    send(client, emblem_file())
    kept = [path.name for path in emblems.folder().iterdir()]
    answer = send(client, emblem_file((70, 70)), version=0)
    assert answer.status_code == 409
    assert [path.name for path in emblems.folder().iterdir()] == kept


def test_of_two_first_emblems_the_second_is_told(tuxtla: Territory, liaison: User) -> None:
    first, second = (Letterhead(territory=tuxtla, issuer="Tuxtla") for _one in range(2))
    set_emblem(first, content=emblem_file(), alt="Escudo", by=liaison, expected_version=0)
    with pytest.raises(ConflictError):
        set_emblem(second, content=emblem_file(), alt="Otro", by=liaison, expected_version=0)
    assert [path.name for path in emblems.folder().iterdir()] == [first.emblem]


def test_the_history_calls_it_as_the_pages_do(tuxtla: Territory, liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    client.post(reverse("letterhead", args=[PATH]), {**WORDS, "version": ""})
    send(client, emblem_file(), version=1)
    letterhead = Letterhead.objects.get()
    address = reverse("record-history", args=[PATH, "files.letterhead", letterhead.pk])
    page = client.get(address).content.decode()
    assert "puso el escudo" in page
    assert "Lo que muestra el escudo" in page
    assert "emblema" not in page
    assert letterhead.emblem not in page


def test_an_emblem_is_removed_with_its_file(
    tuxtla: Territory, liaison: User, client_of: ClientOf, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(liaison)
    send(client, emblem_file())
    with django_capture_on_commit_callbacks(execute=True):
        answer: Any = client.post(reverse("letterhead-emblem-remove", args=[PATH]))
    assert answer.status_code == 302
    assert head_of(tuxtla).emblem is None
    assert not list(emblems.folder().iterdir())
    assert client.post(reverse("letterhead-emblem-remove", args=[PATH])).status_code == 302


def test_a_lost_file_leaves_documents_whole(
    tuxtla: Territory, liaison: User, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    send(client_of(liaison), emblem_file())
    emblems.path_of(Letterhead.objects.get().emblem).unlink()
    assert head_of(tuxtla).emblem is None
    assert "not in its folder" in caplog.text


def test_names_of_the_folder_are_its_own() -> None:
    with pytest.raises(ValueError, match="passwd"):
        emblems.path_of("../../etc/passwd")


def test_only_who_heads_documents_may_change_it(
    tuxtla: Territory, member: User, stranger: User, client_of: ClientOf
) -> None:
    for name in ("letterhead", "letterhead-emblem"):
        assert client_of(member).get(reverse(name, args=[PATH])).status_code == 403
        assert client_of(stranger).get(reverse(name, args=[PATH])).status_code == 404
    assert send(client_of(member), emblem_file()).status_code == 403
    assert send(client_of(stranger), emblem_file()).status_code == 404
    assert not list(emblems.folder().iterdir())


def test_an_image_without_the_token_is_refused(liaison: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(liaison, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(client, emblem_file()).status_code == 403
    assert not Letterhead.objects.exists()


def test_the_plan_carries_words_and_emblem(tuxtla: Territory, liaison: User, client_of: ClientOf) -> None:
    from clrisk_site.files.models import DocumentFormat
    from clrisk_site.files.registry import Order
    from planning.documents.action_plan.document import build

    client = client_of(liaison)
    client.post(reverse("letterhead", args=[PATH]), {**WORDS, "version": ""})
    send(client, emblem_file(), alt="Escudo de Tuxtla", version=1)
    page = client.get(f"/t/{PATH}/plan/").content.decode()
    assert 'src="data:image/png;base64,' in page
    assert 'alt="Escudo de Tuxtla"' in page
    made = build(Order(tuxtla, "es", DocumentFormat.DOCX, liaison)).content
    word = docx.Document(io.BytesIO(made))
    assert "Municipio de Tuxtla Gutiérrez" in [paragraph.text for paragraph in word.paragraphs]
    assert 'descr="Escudo de Tuxtla"' in word.element.xml
