"""What a review found, for the pages; that of a long file is kept with its upload as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clrisk_site.figures.message import Message
from clrisk_site.files.importing.long_files import is_reviewed
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.changes import MOST_KEPT, changed_values
from clrisk_site.files.presenters.map_preview import MapPreview, make_map_preview
from clrisk_site.files.presenters.review import ChangedValue, Review, make_review
from clrisk_site.files.presenters.review.columns import PlaceFound, places_of
from clrisk_site.files.presenters.review.plain import from_plain, to_plain
from clrisk_site.files.presenters.wizard import file_line
from clrisk_site.tables.spec import Option, Question

MOST_PLACES = 3_000
"""So many places found by name are listed for checking, as many as a country has municipalities."""


@dataclass(frozen=True, slots=True)
class KeptReview:
    """The page, the line about the file, whether it is a map, open questions, places found by name, and the
    map where the file has shapes."""

    shown: Review
    line: str
    is_map: bool
    questions: tuple[Question, ...]
    places: tuple[PlaceFound, ...] = ()
    more_places: int = 0
    map: MapPreview | None = None


def review_now(upload: Upload, understood: Understood) -> KeptReview:
    """Return what was found just now."""
    table, preview = understood.table, understood.preview
    places = places_of(preview, MOST_PLACES)
    return KeptReview(
        make_review(understood),
        file_line(upload, table),
        table.is_map,
        preview.questions,
        places,
        len(preview.name_matches) - len(places),
        make_map_preview(understood),
    )


def review_to_keep(upload: Upload, understood: Understood) -> Mapping[str, Any]:
    """Return what the pages of a long file need, as plain data."""
    found = review_now(upload, understood)
    return {
        "shown": found.shown.to_plain(),
        "line": found.line,
        "is_map": found.is_map,
        "changes": changed_values(understood, MOST_KEPT),
        "questions": [_plain(question) for question in found.questions],
        "places": list(found.places),
        "more_places": found.more_places,
        "map": to_plain(found.map),
    }


def kept_review(upload: Upload, language: str) -> KeptReview | None:
    """Return the review that lies ready, None when none was made with the answers as they are now."""
    if not is_reviewed(upload, language):
        return None
    plain = upload.review or {}
    try:
        shown = Review.from_plain(plain["shown"])
        questions = tuple(_question(question) for question in plain["questions"])
        places, drawn = tuple(plain["places"]), from_plain(MapPreview | None, plain["map"])
        return KeptReview(
            shown, plain["line"], plain["is_map"], questions, places, plain["more_places"], drawn
        )
    except (KeyError, TypeError, ValueError):
        return None  # another version of the program made it


def kept_changes(upload: Upload, language: str) -> tuple[ChangedValue, ...] | None:
    """Return the first changes of a long file, None when no review lies ready."""
    kept = (upload.review or {}).get("changes")
    return tuple(kept) if kept is not None and is_reviewed(upload, language) else None


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
