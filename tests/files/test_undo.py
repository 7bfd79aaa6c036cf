"""Undoing an import: all of it or nothing, once, in order, for thirty days, by those who may import."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from django.urls import reverse
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.files.actions.keep_journal import forget_journals
from clrisk_site.files.actions.undo_import import CannotUndoError, undo_import
from clrisk_site.files.models import ImportJournal, ImportReceipt, Upload
from clrisk_site.files.registry import ImportKind, imports
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Neighbourhood, Territory
from clrisk_site.tables.spec import BuiltUponError, Change, Column, Context, ImportSpec, Kind
from tests.cast import ClientOf
from tests.files.sending import CHIAPAS, Sender

NAMES = (
    Column("name", says("Name"), Kind.TEXT, required=True),
    Column("source", says("Source"), Kind.TEXT),
)
FIRST = "name,source\nTerán,a\nCopoya,a\n"
SECOND = "name,source\nTerán,b\nPatria Nueva,b\n"


def _spec(territory: Territory) -> ImportSpec:
    """A kind of file small enough to see through: neighbourhoods of one territory, by name."""
    stored = Neighbourhood.objects.filter(territory=territory)

    def existing(_: Context) -> pd.DataFrame:
        return pd.DataFrame(
            list(stored.values_list("name", "source")), columns=["name", "source"], dtype=object
        )

    def write(change: Change, _: Context) -> None:
        for name, source in pd.concat([change.new, change.changed])[["name", "source"]].itertuples(
            index=False
        ):
            stored.update_or_create(territory=territory, name=name, defaults={"source": source or ""})

    def remove(rows: pd.DataFrame, _: Context) -> None:
        wanted = stored.filter(name__in=rows["name"].tolist())
        resting = wanted.filter(illustrative=True).first()
        if resting is not None:
            raise BuiltUponError(says("«%(name)s» is used in a zone.", name=resting.name))
        wanted.delete()

    return ImportSpec("names", says("Names"), NAMES, ("name",), existing, write, remove)


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> ImportKind:
    found = ImportKind("names", "Nombres", "", "", Permission.IMPORT_TERRITORIES, _spec)
    monkeypatch.setitem(imports._kinds, "names", found)
    return found


def _imported(territory: Territory, file_name: str) -> None:
    counts = {"rows": 1, "new": 1, "changed": 0, "same": 0, "refused": 0}
    ImportReceipt.objects.create(
        kind="names", territory=territory, file_name=file_name, sha256="0" * 64, **counts
    )


def _rows(territory: Territory) -> dict[str, str]:
    return dict(Neighbourhood.objects.filter(territory=territory).values_list("name", "source"))


def _undo(sender: Sender, receipt: ImportReceipt) -> Any:
    assert receipt.territory is not None
    return sender.client.post(reverse("receipt-undo", args=[receipt.territory.path, receipt.pk]))


def test_undoing_puts_back_what_was(sender: Sender, tuxtla: Territory, liaison: User) -> None:
    sender.import_whole("names", "uno.csv", FIRST)
    before = _rows(tuxtla)
    second = sender.import_whole("names", "dos.csv", SECOND)
    assert _rows(tuxtla) == {"Terán": "b", "Copoya": "a", "Patria Nueva": "b"}
    answer = _undo(sender, second)
    assert answer.url == reverse("receipt", args=[tuxtla.path, second.pk])
    assert _rows(tuxtla) == before
    second.refresh_from_db()
    assert second.undone_by == liaison
    assert not ImportJournal.objects.filter(receipt=second).exists()
    entry = AuditEntry.objects.get(action="import.undo")
    assert (entry.by, entry.changes["new"], entry.changes["changed"]) == (liaison, 1, 1)
    page = sender.client.get(answer.url).content.decode()
    assert "Esta importación se deshizo" in page
    assert "Deshacer esta importación" not in page


def test_the_page_asks_first_and_says_what_will_happen(sender: Sender, tuxtla: Territory) -> None:
    sender.import_whole("names", "uno.csv", FIRST)
    second = sender.import_whole("names", "dos.csv", SECOND)
    receipt = sender.client.get(reverse("receipt", args=[tuxtla.path, second.pk])).content.decode()
    address = reverse("receipt-undo", args=[tuxtla.path, second.pk])
    assert address in receipt
    page = sender.client.get(address).content.decode()
    assert "Se quita 1 fila que agregó." in page
    assert "1 fila que cambió vuelve a ser como antes." in page
    assert len(_rows(tuxtla)) == 3


def test_rows_that_were_removed_come_back(sender: Sender, tuxtla: Territory) -> None:
    sender.import_whole("names", "uno.csv", FIRST)
    upload = sender.upload("names", "dos.csv", SECOND)
    Upload.objects.filter(pk=upload.pk).update(removes_gone=True)
    sender.confirm(upload)
    receipt = ImportReceipt.objects.latest("pk")
    assert receipt.removed == 1
    assert set(_rows(tuxtla)) == {"Terán", "Patria Nueva"}
    _undo(sender, receipt)
    assert _rows(tuxtla) == {"Terán": "a", "Copoya": "a"}


def test_nothing_is_removed_unless_a_person_asked(sender: Sender, tuxtla: Territory) -> None:
    sender.import_whole("names", "uno.csv", FIRST)
    receipt = sender.import_whole("names", "dos.csv", SECOND)
    assert receipt.removed == 0
    assert "Copoya" in _rows(tuxtla)


def test_what_something_rests_on_stays_and_so_does_all_the_rest(sender: Sender, tuxtla: Territory) -> None:
    sender.import_whole("names", "uno.csv", FIRST)
    second = sender.import_whole("names", "dos.csv", SECOND)
    Neighbourhood.objects.filter(name="Patria Nueva").update(illustrative=True)
    before = _rows(tuxtla)
    answer = _undo(sender, second)
    assert answer.status_code == 409
    assert "«Patria Nueva» is used in a zone." in answer.content.decode()
    assert _rows(tuxtla) == before
    second.refresh_from_db()
    assert second.undone_at is None
    assert not AuditEntry.objects.filter(action="import.undo").exists()


def test_removing_what_is_gone_is_refused_whole_when_something_rests_on_it(
    sender: Sender, tuxtla: Territory
) -> None:
    sender.import_whole("names", "uno.csv", FIRST)
    Neighbourhood.objects.filter(name="Copoya").update(illustrative=True)
    upload = sender.upload("names", "dos.csv", SECOND)
    Upload.objects.filter(pk=upload.pk).update(removes_gone=True)
    before = _rows(tuxtla)
    answer = sender.confirm(upload)
    assert answer.status_code in (409, 422)
    assert "Copoya" in answer.content.decode()
    assert _rows(tuxtla) == before
    assert ImportReceipt.objects.count() == 1


def test_twice_is_once(sender: Sender, tuxtla: Territory) -> None:
    receipt = sender.import_whole("names", "uno.csv", FIRST)
    assert _undo(sender, receipt).status_code == 302
    again = _undo(sender, receipt)
    assert again.status_code == 409
    assert "Ya se deshizo." in again.content.decode()
    assert AuditEntry.objects.filter(action="import.undo").count() == 1


def test_the_later_import_is_undone_first(sender: Sender, tuxtla: Territory) -> None:
    first = sender.import_whole("names", "uno.csv", FIRST)
    second = sender.import_whole("names", "dos.csv", SECOND)
    answer = _undo(sender, first)
    assert answer.status_code == 409
    assert "dos.csv" in answer.content.decode()
    assert _undo(sender, second).status_code == 302
    assert _undo(sender, first).status_code == 302
    assert _rows(tuxtla) == {}


def test_an_import_into_the_state_above_counts_as_later(sender: Sender, tuxtla: Territory) -> None:
    receipt = sender.import_whole("names", "uno.csv", FIRST)
    above = Territory.objects.get(path=CHIAPAS)
    _imported(above, "estado.csv")
    assert "estado.csv" in _undo(sender, receipt).content.decode()


def test_an_import_of_another_municipality_does_not_count(
    sender: Sender, tuxtla: Territory, tapachula: Territory
) -> None:
    receipt = sender.import_whole("names", "uno.csv", FIRST)
    _imported(tapachula, "otro.csv")
    assert _undo(sender, receipt).status_code == 302


def test_thirty_days_are_enough_and_then_the_journal_goes(
    sender: Sender, tuxtla: Territory, liaison: User
) -> None:
    receipt = sender.import_whole("names", "uno.csv", FIRST)
    day = dt.timedelta(days=1)
    ImportReceipt.objects.filter(pk=receipt.pk).update(created_at=timezone.now() - 29 * day)
    assert forget_journals() == 0
    assert (
        "Deshacer esta importación"
        in sender.client.get(reverse("receipt", args=[tuxtla.path, receipt.pk])).content.decode()
    )
    ImportReceipt.objects.filter(pk=receipt.pk).update(created_at=timezone.now() - 31 * day)
    with pytest.raises(CannotUndoError, match="30"):
        undo_import(receipt=receipt, by=liaison)
    assert forget_journals() == 1
    assert ImportReceipt.objects.filter(pk=receipt.pk).exists()


def test_a_kind_that_cannot_remove_keeps_what_is_new(
    sender: Sender, tuxtla: Territory, kind: ImportKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    lasting = replace(kind, build=lambda territory: replace(_spec(territory), remove=None))
    monkeypatch.setitem(imports._kinds, "names", lasting)
    receipt = sender.import_whole("names", "uno.csv", FIRST)
    assert _undo(sender, receipt).status_code == 409
    assert len(_rows(tuxtla)) == 2


def test_who_may_not_import_may_not_undo(
    sender: Sender, tuxtla: Territory, client_of: ClientOf, member: User, stranger: User
) -> None:
    receipt = sender.import_whole("names", "uno.csv", FIRST)
    address = reverse("receipt-undo", args=[tuxtla.path, receipt.pk])
    assert client_of(stranger).post(address).status_code == 404
    assert client_of(member).post(address).status_code == 403
    assert len(_rows(tuxtla)) == 2
