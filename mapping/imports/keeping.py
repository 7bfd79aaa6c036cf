"""What imports of the mapping share to leave stored things alone: blanks, later edits, removal."""

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.figures.message import says
from clrisk_site.files.models import ImportReceipt
from clrisk_site.people.audit_words import name_of_thing
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.record import Record
from clrisk_site.people.writing import delete_record
from clrisk_site.places.resting import refuse_if_resting
from clrisk_site.tables.spec import BuiltUponError, Context

WRITING_ABOVE = ("institutions", "programmes")
"""The kinds of import that write records of the territories above theirs."""


def text_of(cell: object) -> str:
    """Return the text of a cell, empty for a blank one: a frame holds NaN there, which counts as true."""
    return cell if isinstance(cell, str) else ""


def fill_blanks(frame: pd.DataFrame, stored: pd.DataFrame, key: Sequence[str]) -> None:
    """Put what is stored where the file is blank: what a file does not say is not taken back."""
    if stored.empty or frame.empty:
        return
    known = stored.drop_duplicates(list(key)).set_index(list(key))
    keys = pd.MultiIndex.from_frame(frame[list(key)])
    aligned = known.reindex(keys if len(key) > 1 else keys.get_level_values(0)).set_axis(frame.index)
    for field in aligned.columns.intersection(frame.columns):
        frame[field] = frame[field].combine_first(aligned[field])


def writer_of(context: Context) -> User | None:
    """Return who imports; nobody on the command line."""
    return context.actor if isinstance(context.actor, User) else None


def refuse_if_edited(records: Iterable[Record], context: Context) -> None:
    """Raise where a person, or an import of another place, changed a record after the one that is undone.

    Raises
    ------
    BuiltUponError
        Naming the record and the day of the change.
    """
    since = context.extra.get("imported_at")
    if not isinstance(since, dt.datetime):
        return
    for record in records:
        edits = AuditEntry.objects.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))
        edit = edits.filter(at__gt=since).order_by("pk").first()
        if edit is not None or _was_imported_over(record, since, context):
            message = says(
                "«%(row)s» was changed after this import (%(when)s). Undoing it would lose that change.",
                row=str(record),
                when=moment_words(record.updated_at if edit is None else edit.at),
            )
            raise BuiltUponError(message)


def _was_imported_over(record: Record, since: dt.datetime, context: Context) -> bool:
    """Whether an import of a sister municipality wrote a record that belongs above both; no audit tells."""
    # What this undoing itself wrote is younger than every receipt.
    if record.updated_at <= since or not (context.territory_path or "").startswith(
        f"{record.territory.path}."
    ):
        return False
    later = ImportReceipt.objects.filter(kind__in=WRITING_ABOVE, created_at__gt=record.updated_at)
    return later.filter(undone_at__isnull=True).exists()


def remove_records[R: Record](
    model: type[R], records: Sequence[R], context: Context, *, besides: Sequence[type] = ()
) -> None:
    """Delete records on which nothing rests; what each held stays in the audit.

    Raises
    ------
    BuiltUponError
        When something rests on one, or a person changed it after the import that is being undone.
    """
    refuse_if_edited(records, context)
    refuse_if_resting(model, [record.pk for record in records], besides=set(besides), name_of=name_of_thing)
    for record in records:
        delete_record(record, by=writer_of(context), expected_version=record.version)
