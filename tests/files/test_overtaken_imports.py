"""An import that another one overtakes writes nothing: what it compared is no longer what is stored."""

from pathlib import Path
from typing import Any

import pytest

from clrisk_site.files.actions.save_import import ChangedMeanwhileError, save_import
from clrisk_site.files.actions.undo_import import undo_import
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.files.views import wizard
from clrisk_site.places.models import Territory
from diagnosis.models import RiskResult
from tests.files.sending import Sender
from tests.importing import look, somebody, take, written

SAID: dict[str, Any] = {
    "year": 2020,
    "source": "STPS",
    "facts": {"nature": "phase_i", "name": "Fase I", "measure_type": "probability"},
}
AREA = "0710100010458"


def results() -> dict[str, float | None]:
    return dict(RiskResult.objects.values_list("territory__code", "value"))


def file(folder: Path, value: float) -> Path:
    return written(folder, [{"clave": AREA, "valor": value}])


def looked(place: Territory, folder: Path, value: float) -> Understood:
    return look("risk-results", place, file(folder, value), **SAID)


def imported(place: Territory, folder: Path, value: float) -> ImportReceipt:
    return take("risk-results", place, file(folder, value), **SAID)


def test_the_journal_never_keeps_rows_that_another_import_changed(
    areas: list[Territory], tuxtla: Territory, tmp_path: Path
) -> None:
    imported(tuxtla, tmp_path, 0.1)
    slow = looked(tuxtla, tmp_path, 0.3)
    quick = imported(tuxtla, tmp_path, 0.2)
    with pytest.raises(ChangedMeanwhileError):
        save_import(understood=slow, sha256="0" * 64, by=None)
    assert results() == {AREA: 0.2}
    assert ImportReceipt.objects.latest("pk") == quick


def test_an_undoing_counts_and_so_does_the_state_above(
    areas: list[Territory], tuxtla: Territory, chiapas: Territory, tmp_path: Path
) -> None:
    imported(tuxtla, tmp_path, 0.1)
    second = imported(chiapas, tmp_path, 0.2)
    slow = looked(tuxtla, tmp_path, 0.3)
    undo_import(receipt=second, by=somebody())
    with pytest.raises(ChangedMeanwhileError):
        save_import(understood=slow, sha256="0" * 64, by=None)
    assert results() == {AREA: 0.1}


def test_another_municipality_overtakes_nobody(
    areas: list[Territory], tuxtla: Territory, tapachula: Territory, tmp_path: Path
) -> None:
    slow = looked(tuxtla, tmp_path, 0.3)
    take("risk-results", tapachula, written(tmp_path, [{"clave": "07089", "valor": 0.2}]), **SAID)
    save_import(understood=slow, sha256="0" * 64, by=None)
    assert results() == {AREA: 0.3, "07089": 0.2}


def test_the_page_shows_the_rows_again(
    sender: Sender, areas: list[Territory], tuxtla: Territory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sender.upload("risk-results", "a.csv", f"clave,clase\n{AREA},alto\n")
    token = sender.review(upload).context["review"].token

    def overtaken(order: Any) -> Any:
        monkeypatch.setattr(wizard, "understand", understand)
        found = understand(order)
        imported(tuxtla, tmp_path, 0.2)
        return found

    monkeypatch.setattr(wizard, "understand", overtaken)
    answer = sender.client.post(sender.at("upload-confirm", upload), {"token": token})
    assert answer.status_code == 409
    assert "Algo cambió" in answer.content.decode()
    assert results() == {AREA: 0.2}
    assert Upload.objects.filter(pk=upload.pk).exists()
