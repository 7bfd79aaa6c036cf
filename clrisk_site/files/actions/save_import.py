"""Stores what a preview promised: rows, receipt and audit entry in one transaction, or nothing at all."""

import hashlib
import uuid
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from django.db import transaction

from clrisk_site.catalogue.wording import render
from clrisk_site.files.actions.keep_journal import keep_journal
from clrisk_site.files.actions.remember_columns import remember_columns
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.importing.standing import hold_imports, standing_of
from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.files.models.receipt import ON_MAP
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.tables.spec import Change, Problem

MOST_WARNINGS = 100


class AlreadySpentError(Exception):
    """The upload was saved or left a moment ago."""


class ChangedMeanwhileError(Exception):
    """Another import was saved or undone over the same places since the file was compared."""


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@transaction.atomic
def save_upload(*, upload: Upload, understood: Understood, by: User) -> ImportReceipt:
    """Save what an upload holds and forget the upload; of several confirmations at once only one gets here.

    Raises
    ------
    AlreadySpentError
        When the upload was saved or left in the meantime. Nothing is written then.
    ChangedMeanwhileError
        When another import was. Nothing is written then, and the upload stays.
    """
    # Deleting the row first is the claim: whoever comes second waits for the lock and then finds no row.
    spent, _by_model = Upload.objects.filter(pk=upload.pk).delete()
    if not spent:
        raise AlreadySpentError(upload.file_name)
    said = dict(upload.said.values())
    return save_import(understood=understood, sha256=upload.sha256, by=by, said=said, upload_id=upload.pk)


@transaction.atomic
def save_import(
    *,
    understood: Understood,
    sha256: str,
    by: User | None,
    said: Mapping[str, str] | None = None,
    upload_id: uuid.UUID | None = None,
) -> ImportReceipt:
    """Write the new and changed rows; rows that were refused stay out and are counted.

    Stored rows that the file does not hold are removed only where a person asked for it.

    Parameters
    ----------
    said : mapping of str to str, optional
        Questions and answers in words, for the receipt; the codes of the answers when left out.
    upload_id : UUID, optional
        The upload that is spent by this; none on the command line.

    Raises
    ------
    ValueError
        When a question is open or the file as a whole was refused: a caller must not get here then.
    BuiltUponError
        When something rests on a row that a person asked to remove. Nothing is written then.
    ChangedMeanwhileError
        When another import was saved or undone since the rows were compared. Nothing is written then.
    """
    order, preview = understood.order, understood.preview
    if preview.change is None or preview.questions:
        raise ValueError("an import with open questions cannot be saved")
    hold_imports(order.territory)
    if standing_of(order.kind.kind, order.territory) != understood.standing:
        # The rows to change, and what the journal would keep of them, are no longer those that are stored.
        raise ChangedMeanwhileError(order.file_name)
    removed = _write(preview.change, understood)
    receipt = _make_receipt(understood, sha256, len(removed), said, upload_id, by)
    keep_journal(receipt=receipt, spec=understood.spec, change=preview.change, removed=removed)
    if by is not None:
        remember_columns(territory=order.territory, kind=order.kind.kind, chosen=order.columns, by=by)
    audit.note(
        by=by,
        territory=order.territory,
        action="import.save",
        subject=receipt,
        changes=_summary(receipt),
    )
    return receipt


def _write(change: Change, understood: Understood) -> pd.DataFrame:
    """Store what is new and changed; return the rows that were removed because a person asked for it."""
    spec = understood.spec
    spec.write(change, understood.context)
    if not understood.order.removes_gone or spec.remove is None or change.gone.empty:
        return change.gone.iloc[:0]
    spec.remove(change.gone, understood.context)
    return change.gone


def _make_receipt(
    understood: Understood,
    sha256: str,
    removed: int,
    said: Mapping[str, str] | None,
    upload_id: uuid.UUID | None,
    by: User | None,
) -> ImportReceipt:
    order, preview = understood.order, understood.preview
    return ImportReceipt.objects.create(
        kind=order.kind.kind,
        territory=order.territory,
        file_name=order.file_name,
        sha256=sha256,
        upload_id=upload_id,
        source=order.source,
        year=order.year,
        rows=preview.rows,
        file_rows=preview.file_rows,
        new=preview.new,
        changed=preview.changed,
        same=preview.same,
        refused=preview.refused,
        removed=removed,
        mapping=understood.matches.mapping,
        answers=dict(said or order.answers),
        facts=dict(order.facts),
        # Kept in the language of the person who read them before saving.
        warnings=[_remark(problem) for problem in preview.warnings[:MOST_WARNINGS]]
        + [render(note) for note in preview.notes],
        created_by=by,
    )


def _remark(problem: Problem) -> str | dict[str, str]:
    """Return a remark in words; one about the map says so, since nothing of the map was repaired by it."""
    text = render(problem.message)
    return {ON_MAP: text} if problem.column == "geometry" else text


def _summary(receipt: ImportReceipt) -> Mapping[str, object]:
    names = (
        "kind",
        "file_name",
        "sha256",
        "source",
        "year",
        "rows",
        "file_rows",
        "new",
        "changed",
        "same",
        "refused",
        "removed",
    )
    return {name: getattr(receipt, name) for name in names}
