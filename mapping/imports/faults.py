"""What cannot be stored as it stands: texts too long, addresses that are none, personal contacts."""

import re
from collections.abc import Callable, Iterable, Mapping

import pandas as pd
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from clrisk_site.figures.message import Message, says
from clrisk_site.tables.spec import Problem, Severity

_CONTACT = re.compile(r"@|(?:\d[\s.()-]*){7,}")


def limits_of(kinds: Iterable[type[models.Model]], more: Mapping[str, int] | None = None) -> dict[str, int]:
    """Return how many characters each text field of the models holds."""
    limits = dict(more or {})
    for model in kinds:
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.max_length and not field.choices:
                limits.setdefault(field.name, field.max_length)
    return limits


def too_long(frame: pd.DataFrame, limits: Mapping[str, int]) -> list[Problem]:
    """Find texts that do not fit."""
    problems = []
    for field, limit in limits.items():
        if field in frame:
            lengths = frame[field].map(lambda text: len(text) if isinstance(text, str) else 0)
            problems += [
                Problem(
                    int(str(row)),
                    field,
                    says(
                        "The text has %(length)s characters. Shorten it to %(limit)s.",
                        length=int(length),
                        limit=limit,
                    ),
                )
                for row, length in lengths[lengths > limit].items()
            ]
    return problems


def drop_wrong_websites(frame: pd.DataFrame) -> list[Problem]:
    """Leave out what is no address of a web page, and say so."""
    if "website" not in frame:
        return []
    valid = URLValidator(schemes=["http", "https"])
    message = says("The web page is not an address. It was left out.")
    return _drop(frame, "website", lambda text: not _passes(valid, text), message)


def drop_personal_contacts(frame: pd.DataFrame, field: str) -> list[Problem]:
    """Leave out telephones and e-mail addresses where a post is asked for, and say so."""
    if field not in frame:
        return []
    message = says("Telephones and e-mail addresses are not stored. Write the post. The cell was left out.")
    return _drop(frame, field, lambda text: _CONTACT.search(text) is not None, message)


def _drop(
    frame: pd.DataFrame, field: str, is_wrong: Callable[[str], bool], message: Message
) -> list[Problem]:
    texts = frame[field].dropna()
    wrong = [row for row, text in texts.items() if is_wrong(str(text))]
    frame.loc[wrong, field] = None
    return [Problem(int(str(row)), field, message, Severity.WARNING) for row in wrong]


def _passes(valid: URLValidator, text: str) -> bool:
    try:
        valid(text)
    except ValidationError:
        return False
    return True
