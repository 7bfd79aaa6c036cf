"""What a review found, for the pages; that of a long file is kept with its upload as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clrisk_site.figures.message import Message
from clrisk_site.files.importing.long_files import is_reviewed
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.review import Review, make_review
from clrisk_site.files.presenters.wizard import file_line
from clrisk_site.tables.spec import Option, Question


@dataclass(frozen=True, slots=True)
class KeptReview:
    """The page, the line about the file, whether it is a map, and the questions that are open."""

    shown: Review
    line: str
    is_map: bool
    questions: tuple[Question, ...]


def review_now(upload: Upload, understood: Understood) -> KeptReview:
    """Return what was found just now."""
    table, preview = understood.table, understood.preview
    return KeptReview(make_review(understood), file_line(upload, table), table.is_map, preview.questions)


def review_to_keep(upload: Upload, understood: Understood) -> Mapping[str, Any]:
    """Return what the pages of a long file need, as plain data."""
    found = review_now(upload, understood)
    return {
        "shown": found.shown.to_plain(),
        "line": found.line,
        "is_map": found.is_map,
        "questions": [_plain(question) for question in found.questions],
    }


def kept_review(upload: Upload, language: str) -> KeptReview | None:
    """Return the review that lies ready, None when none was made with the answers as they are now."""
    if not is_reviewed(upload, language):
        return None
    plain = upload.review or {}
    try:
        shown = Review.from_plain(plain["shown"])
        questions = tuple(_question(question) for question in plain["questions"])
        return KeptReview(shown, plain["line"], plain["is_map"], questions)
    except (KeyError, TypeError, ValueError):
        return None  # another version of the program made it


def _plain(question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "message": question.message.to_json(),
        "options": [
            [
                option.code,
                option.label.to_json(),
                option.explanation.to_json() if option.explanation else None,
            ]
            for option in question.options
        ],
        "recommended": question.recommended,
        "rows": question.rows,
    }


def _question(plain: Mapping[str, Any]) -> Question:
    options = tuple(
        Option(code, Message.from_json(label), Message.from_json(hint) if hint else None)
        for code, label, hint in plain["options"]
    )
    message = Message.from_json(plain["message"])
    return Question(plain["code"], message, options, plain["recommended"], plain["rows"])
