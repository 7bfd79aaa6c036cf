"""An upload is spent once: the second tab, the second click and the way back all lead to the receipt."""

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from clrisk_site.files.actions.save_import import AlreadySpentError, save_upload
from clrisk_site.files.importing.order import order_of
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.files.registry import imports
from clrisk_site.files.views import wizard
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import RiskRelease, RiskResult
from tests.cast import ClientOf
from tests.files.sending import Sender, spooled

CLASSES = "clave,clase\n0710100010458,alto\n0710100010462,bajo\n"


def test_the_second_confirmation_leads_to_the_receipt(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", CLASSES)
    token = sender.review(upload).context["review"].token
    address = sender.at("upload-confirm", upload)
    first = sender.client.post(address, {"token": token})
    second = sender.client.post(address, {"token": token})
    assert first.status_code == second.status_code == 302
    assert first.url == second.url == reverse("receipt", args=[sender.path, ImportReceipt.objects.get().pk])


@pytest.mark.parametrize(
    "step", ["upload-sheet", "upload-columns", "upload-review", "upload-problems", "upload-answer"]
)
def test_the_way_back_after_saving_leads_to_the_receipt(
    sender: Sender, areas: list[Territory], step: str, stranger: User, client_of: ClientOf
) -> None:
    upload = sender.upload("risk-results", "a.csv", CLASSES)
    receipt = sender.confirm(upload).url
    send = sender.client.post if step == "upload-answer" else sender.client.get
    answer = send(sender.at(step, upload))
    assert (answer.status_code, answer.url) == (302, receipt)
    other = client_of(stranger)
    assert (other.post if step == "upload-answer" else other.get)(sender.at(step, upload)).status_code == 404


def test_a_confirmation_that_overtakes_another_has_no_effect(
    sender: Sender, areas: list[Territory], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other tab saves while this one still reads the file."""
    upload = sender.upload("risk-results", "a.csv", CLASSES)
    token = sender.review(upload).context["review"].token
    address = sender.at("upload-confirm", upload)
    slow = understand

    def overtaken(order: Any) -> Any:
        found = slow(order)
        monkeypatch.setattr(wizard, "understand", slow)
        assert sender.client.post(address, {"token": token}).status_code == 302
        return found

    monkeypatch.setattr(wizard, "understand", overtaken)
    answer = sender.client.post(address, {"token": token})
    assert answer.url == reverse("receipt", args=[sender.path, ImportReceipt.objects.get().pk])
    assert RiskResult.objects.count() == 2
    assert AuditEntry.objects.filter(action="import.save").count() == 1


def test_only_one_of_two_claims_is_granted(sender: Sender, areas: list[Territory], liaison: User) -> None:
    upload = sender.upload("risk-results", "a.csv", CLASSES)
    kind = imports.get("risk-results")
    assert kind is not None
    understood = understand(order_of(upload, kind))
    assert isinstance(understood, Understood)
    save_upload(upload=upload, understood=understood, by=liaison)
    with pytest.raises(AlreadySpentError):
        save_upload(upload=upload, understood=understood, by=liaison)
    assert ImportReceipt.objects.count() == 1


def test_the_same_rows_from_two_uploads_are_shown_again(
    sender: Sender, areas: list[Territory], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sender.upload("risk-results", "a.csv", CLASSES)
    token = sender.review(upload).context["review"].token

    def clash(**_given: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(wizard, "save_upload", clash)
    answer = sender.client.post(sender.at("upload-confirm", upload), {"token": token})
    assert answer.status_code == 409
    assert Upload.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_save_once(sender: Sender, areas: list[Territory]) -> None:
    if "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads share one connection of a database in memory")
    upload = sender.upload("risk-results", "a.csv", CLASSES)
    token = sender.review(upload).context["review"].token
    address, answers = sender.at("upload-confirm", upload), []
    together = threading.Barrier(4)

    def click() -> None:
        client = type(sender.client)()
        client.cookies = sender.client.cookies
        together.wait()
        answers.append(client.post(address, {"token": token}))
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    receipt = reverse("receipt", args=[sender.path, ImportReceipt.objects.get().pk])
    assert [answer.url for answer in answers] == [receipt] * 4
    assert (RiskRelease.objects.count(), RiskResult.objects.count()) == (1, 2)
    assert not spooled()
