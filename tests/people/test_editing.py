"""Two people at one form: both texts are shown, and a name taken in between is said, not a 500."""

import pytest
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution
from tests.cast import ClientOf


@pytest.fixture
def institution(tuxtla: Territory, liaison: User) -> Institution:
    new = Institution(territory=tuxtla, name="DIF municipal", level=GovernmentLevel.MUNICIPAL)
    return create_record(new, by=liaison)


def _typed(institution: Institution, **changes: str) -> dict[str, str]:
    typed = {"name": institution.name, "level": institution.level, "sector": institution.sector}
    return {**typed, "version": "1", **changes}


def test_second_editor_sees_both_texts_and_saves_on_purpose(
    institution: Institution, liaison: User, coordinator: User, client_of: ClientOf
) -> None:
    address = reverse("institution-edit", kwargs={"path": "MX.07.101", "pk": institution.pk})
    first, second = client_of(liaison), client_of(coordinator)
    assert first.post(address, _typed(institution, name="DIF de Tuxtla")).status_code == 302
    answer = second.post(address, _typed(institution, name="Sistema DIF", source="Reglamento"))
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("DIF de Tuxtla", "Sistema DIF", "Reglamento", 'name="version" value="2"'):
        assert text in page
    assert Institution.objects.get().name == "DIF de Tuxtla"
    assert second.post(address, _typed(institution, name="Sistema DIF", version="2")).status_code == 302
    assert Institution.objects.get().name == "Sistema DIF"


def test_name_taken_between_check_and_save_is_said(
    institution: Institution, liaison: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapping.forms.institution.is_taken", lambda *_args, **_names: False)
    address = reverse("institution-create", kwargs={"path": "MX.07.101"})
    answer = client_of(liaison).post(address, _typed(institution, version=""))
    assert answer.status_code == 422
    assert "Error" in answer.content.decode()
    assert Institution.objects.count() == 1
