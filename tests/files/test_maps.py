"""A map goes through the pages without the step for the sheet, which it does not have."""

from pathlib import Path

from django.urls import reverse

from clrisk_site.files.models import ImportReceipt
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from tests.cast import ClientOf
from tests.files.sending import CHIAPAS, Sender
from tests.tables.builders import feature, geojson, square


def test_a_map_goes_from_file_to_receipt(
    chiapas: Territory, coordinator: User, client_of: ClientOf, tmp_path: Path
) -> None:
    sender = Sender(client_of(coordinator), CHIAPAS)
    drawn = geojson(tmp_path / "m.geojson", [feature(square(), cvegeo="07001", nomgeo="Acacoyagua")])
    answer = sender.send("territories", "m.geojson", drawn.read_bytes())
    columns = sender.client.get(answer.url)
    assert columns.status_code == 200
    assert [step.url for step in columns.context["steps"]] == [""] * 4
    assert columns.context["back"] == reverse("import-file", args=[CHIAPAS, "territories"])
    form = columns.context["form"]
    review = sender.client.post(answer.url, {name: form[name].value() or "" for name in form.fields})
    assert review.status_code == 302
    shown = sender.client.get(review.url)
    assert "Hoja" not in [str(step.label) for step in shown.context["steps"]]
    saved = sender.client.post(
        review.url.replace("/review/", "/confirm/"), {"token": shown.context["review"].token}
    )
    assert saved.url == reverse("receipt", args=[CHIAPAS, ImportReceipt.objects.get().pk])
    assert Territory.objects.get(code="07001").boundaries.exists()


def test_the_address_of_the_sheet_leads_a_map_to_its_columns(
    chiapas: Territory, coordinator: User, client_of: ClientOf, tmp_path: Path
) -> None:
    sender = Sender(client_of(coordinator), CHIAPAS)
    drawn = geojson(tmp_path / "m.geojson", [feature(square(), cvegeo="07001", nomgeo="Acacoyagua")])
    upload = sender.upload("territories", "m.geojson", drawn.read_bytes())
    for answer in (
        sender.client.get(sender.at("upload-sheet", upload)),
        sender.client.post(sender.at("upload-sheet", upload), {"header_row": "0"}),
    ):
        assert (answer.status_code, answer.url) == (302, sender.at("upload-columns", upload))
