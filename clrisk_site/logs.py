"""What a server writes about itself: one JSON object per line, without addresses or words of people."""

import datetime as dt
import json
import logging
import time
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.debug import ExceptionReporter

requests = logging.getLogger("clrisk.requests")


class JsonLines(logging.Formatter):
    """Writes a record as one line. Of an exception it keeps the kind and the places, never the message.

    The message of a database error quotes the row it refuses, and that row may name a person.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False, default=str)


# What gunicorn says of one request goes on with its address, or with whoever sent it.
GUNICORN_ON_REQUESTS = ("Error handling request", "Invalid request")


class WithoutAddresses(logging.Filter):
    """Names the route where Django would write the address, which may hold the token of a link."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record.msg = f"{type(request).__name__} {getattr(record, 'status_code', '')} {route_of(request)}"
            record.args = ()
        for words in GUNICORN_ON_REQUESTS:
            if record.name == "gunicorn.error" and str(record.msg).startswith(words):
                record.msg, record.args = words, ()
        return True


class ReportWithoutWords(ExceptionReporter):
    """A report of an error, should an operator have them mailed, with places in the code and nothing else.

    What was sent, what stood in variables and what the error says may hold somebody's name. On a developer's
    machine the page of errors shows what Django shows.
    """

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        if settings.DEBUG:
            return data
        kept = {name: value for name, value in data.items() if name in OF_A_REPORT}
        for frame in kept.get("frames", []):
            frame["vars"] = []
            frame["exc_cause"] = frame["exc_cause_explicit"] = None
        if self.request is not None:
            kept["request_path"] = route_of(self.request)
        return kept


OF_A_REPORT = frozenset(
    ("frames", "exception_type", "lastframe", "sys_executable", "sys_version_info", "django_version_info")
)


class RequestLogMiddleware:
    """Writes one line per request, and gives it a number that the answer carries too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun, number = time.monotonic(), uuid.uuid4().hex[:12]
        response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        facts = {
            "request": number,
            "method": request.method,
            "route": route_of(request),
            "status": response.status_code,
            "milliseconds": round((time.monotonic() - begun) * 1000),
        }
        requests.info("request", extra={"facts": facts})
        return response


def route_of(request: HttpRequest) -> str:
    """Return the name of an address, such as "programme-edit"; "" for one that does not exist."""
    found = getattr(request, "resolver_match", None)
    return found.view_name if found else ""
