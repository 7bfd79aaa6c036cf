"""The form of a page as a browser would send it, with something sensible in what is empty."""

from html.parser import HTMLParser
from typing import Any

from django import forms
from django.forms.models import ModelChoiceField

type Sent = dict[str, list[str]]


class _Reader(HTMLParser):
    """Collects the fields of the form inside <main> that has the most of them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Sent] = []
        self._in_main = False
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in_main = self._in_main or tag == "main"
        if not self._in_main:
            return
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self._select = found.get("name", "")
        elif tag == "textarea":
            self._textarea = found.get("name", "")
            self._keep(self._textarea, "")
        elif tag == "option" and "selected" in found:
            self._keep(self._select, found.get("value", ""))
        elif tag == "input":
            self._read_input(found)

    def _read_input(self, found: dict[str, str]) -> None:
        kind = found.get("type", "text")
        chosen = kind not in ("radio", "checkbox") or "checked" in found
        if chosen and kind not in ("file", "submit"):
            self._keep(found.get("name", ""), found.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self._textarea and self.forms:
            self.forms[-1][self._textarea] = [self.forms[-1][self._textarea][0] + data]

    def handle_endtag(self, tag: str) -> None:
        self._in_main = self._in_main and tag != "main"
        if tag == "textarea":
            self._textarea = ""

    def _keep(self, name: str, value: str) -> None:
        if name and self.forms:
            self.forms[-1].setdefault(name, []).append(value)


def filled_form(page: str, form: forms.BaseForm) -> Sent:
    """Return the longest form of a page, with an answer in every required field that is empty."""
    reader = _Reader()
    reader.feed(page)
    sent = max(reader.forms, key=len, default={})
    for bound in form:
        if bound.field.required and not any(sent.get(bound.html_name, [])):
            sent[bound.html_name] = [_answer(bound.field)]
    return sent


def _answer(field: forms.Field) -> str:
    if isinstance(field, ModelChoiceField):
        first = field.queryset.first() if field.queryset is not None else None
        return str(field.prepare_value(first)) if first else ""
    if isinstance(field, forms.ChoiceField):
        return next((str(key) for key, _label in _flat(field.choices) if key not in ("", None)), "")
    answers: dict[type[forms.Field], str] = {
        forms.DateField: "01/02/2026",
        forms.IntegerField: "2026",
        forms.DecimalField: "1",
        forms.FloatField: "1",
        forms.EmailField: "persona@example.org",
        forms.BooleanField: "on",
    }
    return next((text for kind, text in answers.items() if isinstance(field, kind)), "Texto de prueba")


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for key, label in choices:
        flat.extend(label if isinstance(label, (list, tuple)) else [(key, label)])
    return flat
