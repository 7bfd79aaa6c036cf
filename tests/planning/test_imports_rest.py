"""An import of programmes is not undone under an action line that uses its offers or institutions."""

from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from clrisk_site.files.actions.undo_import import CannotUndoError, undo_import
from clrisk_site.files.models import Attachment
from clrisk_site.places.models import Territory
from mapping.models import Institution, LocalOffer, Programme
from tests.importing import somebody, take, written
from tests.planning.conftest import MakeLine

ROWS = [
    {"programa": "Comedor", "dependencia": "Red de cocinas", "nivel": "municipal", "año": 2026, "cupo": 30}
]


def test_what_a_plan_uses_stays_until_the_plan_lets_it_go(
    tuxtla: Territory, make_line: MakeLine, tmp_path: Path
) -> None:
    receipt = take("programmes", tuxtla, written(tmp_path, ROWS))
    line, person = make_line("LA-07"), somebody()
    offer, kitchen = (
        LocalOffer.objects.get(programme__name="Comedor"),
        Institution.objects.get(name="Red de cocinas"),
    )
    line.offers.add(offer)
    line.co_responsible.add(kitchen)
    with pytest.raises(CannotUndoError, match="LA-07"):
        undo_import(receipt=receipt, by=person)
    line.offers.remove(offer)
    with pytest.raises(CannotUndoError, match=r"«Red de cocinas».*LA-07"):
        undo_import(receipt=receipt, by=person)
    line.co_responsible.remove(kitchen)
    evidence = Attachment.objects.create(
        territory=tuxtla,
        subject_type=ContentType.objects.get_for_model(Programme),
        subject_id=offer.programme_id,
        kind="evidence",
        title="Reglas",
        file_name="reglas.pdf",
        stored_name="x" * 32,
        media_type="application/pdf",
        size_bytes=8,
        sha256="0" * 64,
        created_by=person,
    )
    with pytest.raises(CannotUndoError, match=r"Reglas|reglas"):
        undo_import(receipt=receipt, by=person)
    evidence.removed_at, evidence.removed_by = timezone.now(), person
    evidence.save()
    undo_import(receipt=receipt, by=person)
    assert not Programme.objects.filter(name="Comedor").exists()
    assert not Institution.objects.filter(name="Red de cocinas").exists()
