"""How the cells of a workbook, which have types, are written as text."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any


def _float(value: float) -> str:
    return repr(value).removesuffix(".0")


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")


AS_TEXT: dict[type, Callable[[Any], str]] = {
    float: _float,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
}
