"""Frozen versions: numbered, sealed, told in the audit, the same for the same words."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from clrisk_site.people.differences import LabelledText, RowKind
from clrisk_site.people.freezing import (
    FrozenContent,
    content_of,
    difference,
    fingerprint,
    freeze,
    snapshots_of,
    verify,
)
from clrisk_site.people.models import AuditEntry, Snapshot, User
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet
from mapping.models import Institution
from tests.cast import ClientOf

PATH = "MX.07.101"


def content(**texts: str) -> FrozenContent:
    return FrozenContent("Ficha", tuple(LabelledText(key, key.title(), text) for key, text in texts.items()))


@pytest.fixture
def sheet(tuxtla: Territory) -> DefinitionSheet:
    return DefinitionSheet.objects.create(
        territory=tuxtla, legal="Ley", operational="INEGI", working="15 a 17"
    )


def test_versions_are_numbered_and_told(sheet: DefinitionSheet, liaison: User) -> None:
    first = freeze(sheet, by=liaison, content=content(meta="40 lugares"))
    second = freeze(sheet, by=liaison, content=content(meta="60 lugares"))
    assert [version.number for version in snapshots_of(sheet)] == [2, 1]
    assert first.territory == sheet.territory
    assert first.catalogue_version
    noted = AuditEntry.objects.order_by("number").last()
    assert noted is not None
    assert noted.action == "definitionsheet.freeze"
    assert noted.changes == {"number": [1, 2], "fingerprint": [None, second.content_hash]}


def test_the_same_words_are_the_same_version(sheet: DefinitionSheet, liaison: User, member: User) -> None:
    first = freeze(sheet, by=liaison, content=content(meta="40 lugares"))
    assert freeze(sheet, by=member, content=content(meta="40 lugares")) == first
    assert Snapshot.objects.count() == AuditEntry.objects.count() == 1
    freeze(sheet, by=liaison, content=content(meta="60 lugares"))
    assert freeze(sheet, by=liaison, content=content(meta="40 lugares")).number == 3


def test_another_language_is_another_version(sheet: DefinitionSheet, liaison: User) -> None:
    for language in ("es", "en"):
        with translation.override(language):
            freeze(sheet, by=liaison, content=content(meta="40 lugares"))
    assert list(snapshots_of(sheet).values_list("language", flat=True)) == ["en", "es"]


def test_lazy_labels_are_kept_as_words(sheet: DefinitionSheet, liaison: User) -> None:
    label = gettext_lazy("Working definition")
    with translation.override("es"):
        kept = freeze(
            sheet,
            by=liaison,
            content=FrozenContent("Ficha", (LabelledText("w", label, "15 a 17"),)),  # type: ignore[arg-type]  # a lazy text, as forms have them
        )
    with translation.override("en"):
        kept.refresh_from_db()
        assert content_of(kept).texts[0].label == "Definición de trabajo"
        assert verify(kept)


@pytest.mark.parametrize(
    "change",
    [
        lambda version: version.content["texts"][0].update(text="90 lugares"),
        lambda version: version.content["texts"][0].update(label="Otra"),
        lambda version: version.content.update(title="Otra"),
        lambda version: version.content["texts"].reverse(),
        lambda version: version.content["texts"].pop(),
        lambda version: version.content.pop("texts"),
        lambda version: setattr(version, "language", "en"),
        lambda version: setattr(version, "subject_id", version.subject_id + 1),
    ],
)
def test_whatever_is_altered_breaks_the_seal(sheet: DefinitionSheet, liaison: User, change: object) -> None:
    version = freeze(sheet, by=liaison, content=content(meta="40 lugares", zona="A"))
    version.refresh_from_db()
    assert verify(version)
    assert callable(change)
    change(version)
    assert not verify(version)


def test_the_database_refuses_to_change_a_version(sheet: DefinitionSheet, liaison: User) -> None:
    freeze(sheet, by=liaison, content=content(meta="40 lugares"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.update(language="en")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_snapshot")


def test_what_does_not_freeze_is_refused(tuxtla: Territory, liaison: User) -> None:
    institution = Institution.objects.create(territory=tuxtla, name="DIF", level="municipal")
    with pytest.raises(ValueError, match="not registered"):
        freeze(institution, by=liaison, content=content(meta="x"))


def test_a_key_twice_is_refused_and_nothing_is_kept(sheet: DefinitionSheet, liaison: User) -> None:
    twice = FrozenContent("Ficha", (LabelledText("a", "A", "1"), LabelledText("a", "B", "2")))
    with pytest.raises(ValueError, match="twice"):
        freeze(sheet, by=liaison, content=twice)
    assert not Snapshot.objects.exists()


def test_difference_of_two_versions(sheet: DefinitionSheet, liaison: User) -> None:
    before = freeze(sheet, by=liaison, content=content(meta="40 lugares de cuidado", zona="A"))
    after = freeze(sheet, by=liaison, content=content(meta="60 lugares de cuidado", zona="A", costo="10"))
    assert [row.kind for row in difference(before, after).rows] == [RowKind.CHANGED, RowKind.NEW]


def test_pages_show_text_fingerprint_and_difference(
    sheet: DefinitionSheet, liaison: User, client_of: ClientOf
) -> None:
    before = freeze(sheet, by=liaison, content=content(meta="40 lugares de cuidado", nota=""))
    after = freeze(sheet, by=liaison, content=content(meta="60 lugares de cuidado", nota=""))
    reader = client_of(liaison)
    page = reader.get(reverse("snapshot", args=[PATH, after.pk])).content.decode()
    assert fingerprint(after) in page
    assert after.content_hash in page
    assert "c-missing" in page
    assert f'href="{reverse("definition", args=[PATH])}"' in page
    there, back = (
        reader.get(reverse("snapshot-difference", args=[PATH, *pair])).content.decode()
        for pair in ((before.pk, after.pk), (after.pk, before.pk))
    )
    for html in (there, back):
        assert "40</del>" in html
        assert "60</ins>" in html


def test_an_altered_version_is_shown_with_a_warning(
    sheet: DefinitionSheet, liaison: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = freeze(sheet, by=liaison, content=content(meta="40 lugares"))
    monkeypatch.setattr("clrisk_site.people.views.snapshots.verify", lambda _version: False)
    page = client_of(liaison).get(reverse("snapshot", args=[PATH, version.pk])).content.decode()
    assert "c-notice--warn" in page


def test_foreign_wrong_and_missing(
    sheet: DefinitionSheet, liaison: User, stranger: User, client: Client, client_of: ClientOf
) -> None:
    version = freeze(sheet, by=liaison, content=content(meta="40 lugares"))
    address = reverse("snapshot", args=[PATH, version.pk])
    assert client.get(address).status_code == 302
    assert client_of(stranger).get(address).status_code == 404
    reader = client_of(liaison)
    assert reader.post(address).status_code == 405
    assert reader.get(reverse("snapshot", args=[PATH, version.pk + 99])).status_code == 404
    assert reader.get(reverse("snapshot", args=["MX.07.089", version.pk])).status_code == 404
    other = reverse("snapshot-difference", args=[PATH, version.pk, version.pk + 99])
    assert reader.get(other).status_code == 404
