"""A person at the pages, as far as a benchmark needs one: cookies, forms as they stand, files to send."""

import http.client
import secrets
from collections.abc import Mapping
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit


class Forms(HTMLParser):
    """The forms of a page with what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, value = found.get("name", ""), found.get("value", "")
        if tag == "form":
            self.forms.append((found.get("action", ""), {}))
        elif not self.forms:
            return
        elif tag == "select":
            self._select = name
            self._fields[name] = ""
        elif tag == "option" and "selected" in found:
            self._fields[self._select] = value
        elif tag == "textarea" and name:
            self._fields[name] = ""
        elif tag == "input" and name and found.get("type") not in {"file", "checkbox", "radio", "submit"}:
            self._fields[name] = value
        elif tag == "input" and name and found.get("type") == "radio":
            self._fields.setdefault(name, "")
        if tag == "input" and name and "checked" in found and self.forms:
            self._fields[name] = value

    @property
    def _fields(self) -> dict[str, str]:
        return self.forms[-1][1]


class Person:
    """One who goes from page to page."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.at, self.page = "", ""
        self._cookies: SimpleCookie = SimpleCookie()

    def form_with(self, name: str) -> tuple[str, dict[str, str]]:
        """Return address and fields of the form of this page that has a field."""
        for address, fields in Forms(self.page).forms:
            if name in fields:
                return address, {field: value for field, value in fields.items() if value}
        raise LookupError(f"{name} at {self.at}: {self.page[:3000]}")

    def get(self, address: str) -> int:
        return self._ask("GET", address, None, {})

    def post(self, address: str, fields: Mapping[str, str]) -> int:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address or self.at, urlencode(fields).encode(), kind)

    def send(self, address: str, fields: Mapping[str, str], file: Path) -> int:
        """Post a form with a file, as a browser does."""
        mark = secrets.token_hex(16)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n'
        body = "".join(parts).encode() + head.encode() + file.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._ask("POST", address or self.at, body, kind)

    def _ask(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> int:
        cookies = "; ".join(f"{name}={one.value}" for name, one in self._cookies.items())
        host = f"127.0.0.1:{self.port}"
        own = {"Host": host, "Cookie": cookies, "Origin": f"http://{host}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request(method, address, body, {**own, **headers})
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._cookies.load(line)
        self.page = answer.read().decode(errors="replace")
        connection.close()
        self.at = urlsplit(address).path
        onward = answer.headers.get("Location")
        return self.get(onward) if onward else answer.status
