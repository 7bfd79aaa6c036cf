"""What a person reads of a file whose rows hold several values each: every number in its unit."""

import csv

import pytest
from django.urls import reverse

from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.files.presenters.counting import counted_of, counted_words
from clrisk_site.files.registry import imports
from clrisk_site.people.models import AuditEntry
from clrisk_site.places.models import Territory
from tests.files.sending import TUXTLA, Sender

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WIDE = "clave,pob_a,pob_b,pob_c\n0710100010458,1,2,3\n0710100010462,4,5,6\n0710100019999,7,8,9\n"


def words_of(sender: Sender, upload: Upload) -> str:
    return " ".join(sender.review(upload).content.decode().split())


def test_values_and_rows_are_told_apart_on_the_way_to_the_receipt(
    sender: Sender, areas: list[Territory]
) -> None:
    upload = sender.upload("indicators", "pob.csv", WIDE)
    review = sender.review(upload).context["review"]
    assert "6 valores de 2 filas" in review.lead
    assert "1 fila del archivo no se puede guardar." in review.lead
    assert review.save_label == "Guardar 6 valores"
    counts = [(count["number"], count["word"]) for count in review.counts]
    assert counts[0] == ("6", "valores nuevos")
    assert ("1", "fila del archivo rechazada") in counts
    assert "3 de 3 filas del archivo" in words_of(sender, upload)
    sender.confirm(upload)
    receipt = ImportReceipt.objects.get()
    assert (receipt.rows, receipt.new, receipt.refused, receipt.file_rows) == (6, 6, 1, 3)
    page = sender.client.get(reverse("receipt", args=[TUXTLA, receipt.pk]))
    assert "Se guardaron 6 valores." in page.context["lead"]
    told = {one["label"]: one["value"] for one in page.context["counts"]}
    assert (told["Filas leídas"], told["Nuevas"]) == ("3 filas", "6 valores")
    assert told["Rechazadas, no guardadas"] == "1 fila"
    data = sender.client.get(reverse("data", args=[TUXTLA])).content.decode()
    assert data.count("6 valores") == 2
    undo = sender.client.get(reverse("receipt-undo", args=[TUXTLA, receipt.pk])).content.decode()
    assert "Se quitan 6 valores que agregó." in undo


def test_all_changes_go_out_as_a_file_without_formulas(sender: Sender, areas: list[Territory]) -> None:
    head = "clave," + ",".join(f"ind_{n}" for n in range(20))
    sender.import_whole(
        "indicators", "a.csv", "\n".join((head, "0710100010458," + ",".join(["1"] * 20))) + "\n"
    )
    text = "\n".join((head, "0710100010458," + ",".join(["2.5"] * 20))) + "\n"
    upload = sender.upload("indicators", "=b.csv", text)
    page = words_of(sender, upload)
    assert "Se muestran 15; hay 5 cambios más." in page
    address = reverse("upload-changes", args=[TUXTLA, upload.pk])
    assert f'href="{address}"' in page
    answer = sender.client.get(address)
    assert "attachment" in answer["Content-Disposition"]
    header, *rows = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert header == ["Fila", "Qué es", "Columna", "Guardado", "En el archivo"]
    assert len(rows) == 20
    assert {(row[0], row[3], row[4]) for row in rows} == {("2", "1", "2.5")}
    assert all("0458" in row[1] for row in rows)
    entry = AuditEntry.objects.filter(action="export.download").latest("pk")
    assert entry.changes == {"file": "cambios.csv", "rows": 20}


def test_copies_are_counted_and_lead_to_their_line(sender: Sender, areas: list[Territory]) -> None:
    text = "clave,clase,calle\n0710100010458,alto,Sol\n0710100010458,alto,Luna\n"
    upload = sender.upload("risk-results", "a.csv", text)
    review = sender.review(upload).context["review"]
    (count,) = [count for count in review.counts if count["word"].startswith("repetida")]
    assert (count["number"], count["url"]) == ("1", "#warning-1")
    page = words_of(sender, upload)
    assert 'id="warning-1"' in page
    assert "igual a otra en las columnas que se usan" in page
    sender.confirm(upload)
    receipt = ImportReceipt.objects.get()
    counts = sender.client.get(reverse("receipt", args=[sender.path, receipt.pk])).context["counts"]
    assert {"label": "Repetidas, tomadas una sola vez", "value": "1"} in counts


def test_kind_and_spec_count_the_same(tuxtla: Territory) -> None:
    for kind in imports.all():
        assert kind.build(tuxtla).counted == kind.counted, kind.kind
        assert counted_of(kind.kind) is kind.counted
    assert counted_words(counted_of("neighbourhoods"), 2) == "2 nombres"


def test_an_old_page_does_not_save_other_columns_of_the_same_counts(
    sender: Sender, areas: list[Territory]
) -> None:
    text = "clave,a,b\n0710100010458,1,2\n0710100010462,3,4\n"
    upload = sender.upload("indicators", "a.csv", text)
    old = sender.review(upload).context["review"]
    Upload.objects.filter(pk=upload.pk).update(mapping={"a": "indicator:b", "b": "indicator:a"})
    assert sender.review(upload).context["review"].save_label == old.save_label
    answer = sender.client.post(sender.at("upload-confirm", upload), {"token": old.token})
    assert answer.status_code == 409
    assert not ImportReceipt.objects.exists()
