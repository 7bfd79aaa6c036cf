"""Every write counts a version and leaves an audit entry; of two writers one wins."""

import pytest

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.writing import ConflictError, create_record, delete_record, save_record
from clrisk_site.places.models import Territory
from diagnosis.models import Zone
from mapping.models import GovernmentLevel, Institution


@pytest.fixture
def institution(tuxtla: Territory, liaison: User) -> Institution:
    new = Institution(territory=tuxtla, name="DIF municipal", level=GovernmentLevel.MUNICIPAL)
    return create_record(new, by=liaison)


def test_creation_is_noted_with_who_and_what(institution: Institution, liaison: User) -> None:
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.territory) == ("institution.create", liaison, institution.territory)
    assert entry.changes["name"] == [None, "DIF municipal"]
    assert institution.created_by == liaison


def test_change_counts_a_version_and_notes_only_what_differs(institution: Institution, liaison: User) -> None:
    institution.name = "DIF de Tuxtla"
    save_record(institution, by=liaison, expected_version=1)
    institution.refresh_from_db()
    assert institution.version == 2
    assert AuditEntry.objects.first().changes == {"name": ["DIF municipal", "DIF de Tuxtla"]}  # type: ignore[union-attr]


def test_second_of_two_editors_changes_nothing(institution: Institution, liaison: User) -> None:
    first, second = Institution.objects.get(), Institution.objects.get()
    first.name = "Primera"
    save_record(first, by=liaison, expected_version=1)
    second.name = "Segunda"
    with pytest.raises(ConflictError) as caught:
        save_record(second, by=liaison, expected_version=1)
    assert caught.value.current.version == 2
    assert Institution.objects.get().name == "Primera"
    assert AuditEntry.objects.count() == 2


def test_links_are_saved_and_noted(tuxtla: Territory, liaison: User) -> None:
    zone = create_record(
        Zone(territory=tuxtla, letter="A", name="Norte", reason="Prueba"),
        by=liaison,
        related={"areas": [tuxtla]},
    )
    save_record(zone, by=liaison, expected_version=1, related={"areas": []})
    assert AuditEntry.objects.first().changes == {"areas": [["Tuxtla Gutiérrez"], []]}  # type: ignore[union-attr]


def test_deletion_keeps_the_last_text_in_the_audit(institution: Institution, liaison: User) -> None:
    delete_record(institution, by=liaison, expected_version=1)
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert entry.action == "institution.delete"
    assert entry.changes["name"] == ["DIF municipal", None]


def test_deleting_an_older_version_is_a_conflict(institution: Institution, liaison: User) -> None:
    save_record(institution, by=liaison, expected_version=1)
    with pytest.raises(ConflictError):
        delete_record(institution, by=liaison, expected_version=1)
    assert Institution.objects.exists()
