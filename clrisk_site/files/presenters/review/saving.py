"""What saving would do, in counts and words: the lead, the counts, the button, what goes."""

import hashlib
import json
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext, ngettext, npgettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.files.importing.previewing import Understood, may_be_saved
from clrisk_site.files.presenters.counting import counted_words, from_rows_words, new_words
from clrisk_site.files.presenters.review.asking import open_questions, place_questions
from clrisk_site.tables.preview_result import Preview


class Count(TypedDict):
    """One of the counts, as `import_counts.html` shows it."""

    number: str
    word: str
    url: str
    action: str


@dataclass(frozen=True)
class GoneLine:
    """One stored row that the file does not hold."""

    name: str
    key: str


@dataclass(frozen=True)
class Gone:
    """The stored rows that the file does not hold, and what is to become of them."""

    total: str
    title: str
    rows: tuple[GoneLine, ...]
    more: int
    may_go: bool
    goes: bool
    remove_label: str


def token_of(understood: Understood) -> str:
    """Return the counts and all that was said of the file as one text: what is confirmed is what was seen.

    Other columns, answers or facts may well give the same counts. Where stored rows would go, exactly these
    rows are part of it.
    """
    preview = understood.preview
    counts = f"{preview.new}-{preview.changed}-{preview.same}-{preview.refused}-{preview.gone}"
    marks = [counts, _said_mark(understood), *([preview.gone_mark] if preview.removed else [])]
    return "-".join(marks)


def _said_mark(understood: Understood) -> str:
    order = understood.order
    said = (
        sorted(understood.matches.mapping.items()),
        dict(order.reading),
        dict(order.answers),
        dict(order.facts),
        order.source,
        order.year,
    )
    return hashlib.blake2s(json.dumps(said, sort_keys=True).encode(), digest_size=8).hexdigest()


def lead_of(preview: Preview) -> str:
    """Return what the page found, in one or two sentences."""
    if any(problem.row is None for problem in preview.errors):
        return gettext("The file cannot be saved as it is. What to mend stands below. Nothing was saved.")
    parts = [gettext("The file was understood.")]
    if preview.counted.unfolds and preview.kept_rows:
        held = from_rows_words(preview.counted, preview.rows - preview.repeated, preview.kept_rows)
        parts = [gettext("The file was understood: %(held)s.") % {"held": held}]
    if preview.rows and preview.same == preview.rows:
        parts += [gettext("All of it is already stored.")]
    parts += [*_missing(preview)]
    return " ".join([*parts, gettext("Nothing is saved until you confirm.")])


def _missing(preview: Preview) -> list[str]:
    decisions, names = len(open_questions(preview)), len(place_questions(preview))
    found = []
    if decisions:
        found.append(
            ngettext("%(count)s decision is missing.", "%(count)s decisions are missing.", decisions)
            % {"count": decisions}
        )
    if names:
        found.append(
            ngettext("%(count)s name is to be confirmed.", "%(count)s names are to be confirmed.", names)
            % {"count": grouped(names)}
        )
    if preview.refused:
        found.append(
            ngettext(
                "%(count)s row of the file cannot be saved.",
                "%(count)s rows of the file cannot be saved.",
                preview.refused,
            )
            % {"count": grouped(preview.refused)}
        )
    if preview.removed:
        found.append(
            ngettext("%(what)s that is stored goes.", "%(what)s that are stored go.", preview.removed)
            % {"what": counted_words(preview.counted, preview.removed)}
        )
    return found


def counts_of(preview: Preview, repeated: str = "") -> tuple[Count, ...]:
    """Return the five counts, and that of copies where there are any, with the way to what they count.

    What the kind stores and the rows of the file are each called by their name.
    """
    words = {
        **(_other_words(preview) if preview.counted.unfolds else _row_words(preview)),
        "gone": _gone_word(preview),
    }
    if not preview.repeated:
        del words["repeated"]
    links = {
        "repeated": (f"#{repeated or 'warnings'}", gettext("see the copies")),
        "changed": ("#changes", gettext("see what changes")),
        "refused": ("#errors", gettext("see the rows")),
        "gone": ("#gone", gettext("see which")),
    }
    counts: list[Count] = []
    for name, word in words.items():
        number = getattr(preview, name)
        url, action = links.get(name, ("", "")) if number else ("", "")
        counts.append({"number": grouped(number), "word": word, "url": url, "action": action})
    return tuple(counts)


def _row_words(preview: Preview) -> dict[str, str]:
    return {
        "new": npgettext("counted rows", "new", "new", preview.new),
        "changed": npgettext("counted rows", "changes", "change", preview.changed),
        "same": npgettext("counted rows", "the same", "the same", preview.same),
        "repeated": npgettext(
            "counted rows", "repeated, taken once", "repeated, taken once", preview.repeated
        ),
        "refused": npgettext("counted rows", "refused", "refused", preview.refused),
    }


def _other_words(preview: Preview) -> dict[str, str]:
    return {
        # The first says what is counted; those after it go on from there.
        "new": new_words(preview.counted, preview.new),
        "changed": npgettext("counted values", "changes", "change", preview.changed),
        "same": npgettext("counted values", "the same", "the same", preview.same),
        "repeated": npgettext(
            "counted values", "repeated, taken once", "repeated, taken once", preview.repeated
        ),
        "refused": npgettext(
            "counted values", "row of the file refused", "rows of the file refused", preview.refused
        ),
    }


def _gone_word(preview: Preview) -> str:
    number = preview.gone
    if preview.removed:
        return npgettext(
            "counted rows", "stored, not in the file: it goes", "stored, not in the file: they go", number
        )
    return npgettext(
        "counted rows", "stored, not in the file: it stays", "stored, not in the file: they stay", number
    )


def gone_of(understood: Understood) -> Gone | None:
    """Return the stored rows that the file does not hold, if there are any."""
    preview, total = understood.preview, understood.preview.gone
    if not total:
        return None
    return Gone(
        total=grouped(total),
        title=gettext("Stored but not in the file: %(what)s")
        % {"what": counted_words(preview.counted, total)},
        rows=tuple(GoneLine(row.name, row.key) for row in preview.gone_rows),
        more=total - len(preview.gone_rows),
        may_go=understood.spec.remove is not None,
        goes=preview.removed > 0,
        remove_label=gettext("Remove %(what)s") % {"what": counted_words(preview.counted, total)},
    )


def save_label(preview: Preview) -> str:
    """Return the words of the button, which say what it does; nothing where nothing can be saved."""
    if not may_be_saved(preview):
        return ""
    count = preview.new + preview.changed
    what = counted_words(preview.counted, count)
    if not preview.removed:
        return gettext("Save %(what)s") % {"what": what}
    if not count:
        return gettext("Remove %(what)s") % {"what": counted_words(preview.counted, preview.removed)}
    return gettext("Save %(what)s and remove %(removed)s") % {
        "what": what,
        "removed": grouped(preview.removed),
    }
