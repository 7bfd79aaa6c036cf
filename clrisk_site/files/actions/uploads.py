"""Keeps what a person sends and answers on the way through the wizard; none of it stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from clrisk_site.catalogue.wording import render
from clrisk_site.files import spool
from clrisk_site.files.forms.upload import shown_name
from clrisk_site.files.models import Upload
from clrisk_site.files.receiving import AnonymousFile
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.matching.named import PLACE
from clrisk_site.tables.spec import Question


def keep_upload(
    *,
    file: AnonymousFile,
    kind: str,
    territory: Territory,
    source: str,
    year: int | None,
    by: User,
    facts: Mapping[str, str] | None = None,
) -> Upload:
    """Write a file that was judged to the spool and give it its row; whatever is older than an hour goes.

    Parameters
    ----------
    facts : mapping of str to str, optional
        What is known about the whole file before it is read, such as the release that it updates.
    """
    spool.sweep()
    with spool.kept(file.path) as stored_name:
        return Upload.objects.create(
            kind=kind,
            territory=territory,
            file_name=shown_name(file.name or ""),
            stored_name=stored_name,
            size_bytes=file.size or 0,
            sha256=file.sha256,
            source=source,
            year=year,
            facts=dict(facts or {}),
            created_by=by,
        )


@transaction.atomic
def set_reading(*, upload: Upload, reading: Mapping[str, Any]) -> None:
    """Take over how the file is read; another sheet has other columns, so what was chosen for them goes."""
    if upload.reading != reading:
        upload.mapping, upload.answers, upload.said = {}, {}, {}
        upload.total_rows, upload.removes_gone = 0, False
    upload.reading = dict(reading)
    upload.save(update_fields=["reading", "total_rows", "mapping", "answers", "said", "removes_gone"])


@transaction.atomic
def set_columns(*, upload: Upload, mapping: Mapping[str, str], facts: Mapping[str, str]) -> None:
    """Take over the columns and the facts; answers stand as long as the columns they speak of.

    What the whole file is said to be changes its questions too, but not which places its names mean.
    """
    if upload.mapping != mapping:
        upload.answers, upload.said = {}, {}
    elif upload.facts != facts:
        names = [code for code in upload.answers if code.startswith(f"{PLACE}:")]
        upload.answers = {code: upload.answers[code] for code in names}
        upload.said = {code: words for code, words in upload.said.items() if code in upload.answers}
    if upload.mapping != mapping or upload.facts != facts:
        # Other rows are gone then: what was said of the former does not hold for them.
        upload.removes_gone = False
    upload.mapping, upload.facts = dict(mapping), dict(facts)
    upload.save(update_fields=["mapping", "facts", "answers", "said", "removes_gone"])


@transaction.atomic
def answer_question(*, upload: Upload, question: Question, option: str) -> None:
    """Keep one answer, with its words for the receipt; what is none of the options is not an answer."""
    answer_questions(upload=upload, given=[(question, option)])


@transaction.atomic
def answer_questions(*, upload: Upload, given: Sequence[tuple[Question, str]]) -> None:
    """Keep several answers at once; what is none of its question's options is not an answer."""
    answers, said = dict(upload.answers), dict(upload.said)
    for question, option in given:
        chosen = next((known for known in question.options if known.code == option), None)
        if chosen is not None:
            answers[question.code] = option
            said[question.code] = [render(question.message), render(chosen.label)]
    upload.answers, upload.said = answers, said
    upload.save(update_fields=["answers", "said"])


@transaction.atomic
def take_back_answer(*, upload: Upload, code: str) -> None:
    """Open a question again."""
    upload.answers = {key: value for key, value in upload.answers.items() if key != code}
    upload.said = {key: value for key, value in upload.said.items() if key != code}
    upload.save(update_fields=["answers", "said"])


@transaction.atomic
def set_removes_gone(*, upload: Upload, removes_gone: bool) -> None:
    """Keep whether stored rows that the file does not hold go when it is saved."""
    upload.removes_gone = removes_gone
    upload.save(update_fields=["removes_gone"])


def discard_upload(*, upload: Upload) -> None:
    """Forget the file and everything said about it."""
    spool.discard(upload)
