"""Freezes what a record says: ordered labelled texts in one language, numbered and sealed by a hash."""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from clrisk_site.catalogue.version import catalogue_version
from clrisk_site.people import audit
from clrisk_site.people.actions.sign_chains import sign_chain
from clrisk_site.people.differences import Differences, LabelledText, differences
from clrisk_site.people.freezable import is_freezable
from clrisk_site.people.models import Snapshot, User
from clrisk_site.people.record import Record


@dataclass(frozen=True)
class FrozenContent:
    """What a record said: its title and its texts, in order, as they were resolved in one language."""

    title: str
    texts: tuple[LabelledText, ...]


@transaction.atomic
def freeze(record: Record, *, by: User, content: FrozenContent) -> Snapshot:
    """Keep what a record says now as its next numbered version.

    Called inside the transaction of the act that freezes. Where the last version says the same in the same
    language, that one is returned and nothing is written: a version is a change of words, not a press of a
    button.

    Parameters
    ----------
    record : Record
        A stored record of a model that was registered in `freezable`.
    content : FrozenContent
        Its texts in the active language; keys are stable, labels are words.

    Raises
    ------
    ValueError
        When the model does not freeze, or a key stands twice.
    """
    if not is_freezable(type(record)):
        raise ValueError(f"{type(record).__name__} is not registered as freezable")
    if len({text.key for text in content.texts}) != len(content.texts):
        raise ValueError("a version holds a key twice")
    # Two who freeze at once come one after the other; the second finds the first one's version.
    type(record)._default_manager.select_for_update().get(pk=record.pk)
    last = snapshots_of(record).first()
    language = get_language() or ""
    subject_type = ContentType.objects.get_for_model(record)
    sealed = _seal(subject_type, record.pk, language, content)
    if last is not None and last.content_hash == sealed:
        return last
    snapshot = Snapshot.objects.create(
        territory=record.territory,
        subject_type=subject_type,
        subject_id=record.pk,
        number=last.number + 1 if last else 1,
        content=_plain(content),
        content_hash=sealed,
        language=language,
        catalogue_version=catalogue_version(),
        frozen_at=timezone.now(),
        frozen_by=by,
    )
    # The chain keeps the fingerprint too: to alter a version unseen, both would have to be altered.
    audit.note(
        by=by,
        territory=record.territory,
        action=f"{record._meta.model_name}.freeze",
        subject=record,
        changes={"number": [last.number if last else None, snapshot.number], "fingerprint": [None, sealed]},
    )
    sign_chain(record.territory.path)
    return snapshot


def snapshots_of(record: Record) -> QuerySet[Snapshot]:
    """Return the frozen versions of a record, the newest first."""
    kind = ContentType.objects.get_for_model(record)
    found = Snapshot.objects.filter(subject_type=kind, subject_id=record.pk)
    return found.select_related("frozen_by").order_by("-number")


def content_of(snapshot: Snapshot) -> FrozenContent:
    """Return what a version says."""
    texts = tuple(LabelledText(**text) for text in snapshot.content["texts"])
    return FrozenContent(snapshot.content["title"], texts)


def verify(snapshot: Snapshot) -> bool:
    """Whether a version still says what was sealed: subject, language, title and texts."""
    try:
        content = content_of(snapshot)
    except (KeyError, TypeError):
        return False
    sealed = _seal(snapshot.subject_type, snapshot.subject_id, snapshot.language, content)
    return sealed == snapshot.content_hash


def difference(before: Snapshot, after: Snapshot) -> Differences:
    """Compare two versions text by text and word by word."""
    return differences(content_of(before).texts, content_of(after).texts)


def fingerprint(snapshot: Snapshot) -> str:
    """Return the beginning of the hash as people compare it: "7f3a 91c2", never broken."""
    return f"{snapshot.content_hash[:4]}\N{NO-BREAK SPACE}{snapshot.content_hash[4:8]}"


def _seal(subject_type: ContentType, subject_id: int, language: str, content: FrozenContent) -> str:
    sealed = {
        "subject": f"{subject_type.app_label}.{subject_type.model}:{subject_id}",
        "language": language,
        "content": _plain(content),
    }
    written = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _plain(content: FrozenContent) -> dict[str, object]:
    return {"title": str(content.title), "texts": [_as_words(text) for text in content.texts]}


def _as_words(text: LabelledText) -> dict[str, str]:
    # A lazy label becomes the words of today's language here, and stays so.
    return {name: str(value) for name, value in asdict(text).items()}
