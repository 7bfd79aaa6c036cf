"""How the pages of analyses are asked, in the words of their forms."""

import json
from io import StringIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

PATH = "MX.07.101"
CHOICES = {
    "step": "plan",
    "title": "Módulo 2024",
    "source": "INEGI, MTI",
    "year": "2024",
    "technique": "difference",
    "w1_column": "5",
    "w1_yes": "1",
    "h1_column": "6",
    "h1_yes": "21+",
    "joined": "any",
    "skipped": "",
    "sex": "4",
    "girls": "2",
    "boys": "1",
    "age": "3",
    "youngest": "5",
    "oldest": "17",
    "weight": "2",
    "unit": "1",
    "stratum": "",
    "v1_column": "7",
    "v1_factor": "attendance",
    "v1_lines": "1 = Asiste\n2 = No asiste",
    "preset": "eclac",
}


def address(name: str, *args: object) -> str:
    return reverse(name, args=[PATH, *args])


def sent(content: bytes, name: str = "encuesta.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/csv")


def signed_of(client: Client, content: bytes) -> str:
    answer = client.post(address("analysis-new"), {"step": "header", "file": sent(content)})
    text = answer.content.decode()
    assert answer.status_code == 200, text
    return text.split('name="header" value="')[1].split('"')[0]


def asked(client: Client, content: bytes, **choices: str) -> tuple[int, str]:
    """Send both steps; return the status, and the page or where it leads."""
    data = {**CHOICES, **choices, "header": signed_of(client, content), "file": sent(content)}
    answer = client.post(address("analysis-new"), data)
    return answer.status_code, answer.get("Location") or answer.content.decode()


def rerun(code: str, file: Path | None) -> tuple[int, bool]:
    """Return how the command ended, and whether it said that all digits agree."""
    out, status = StringIO(), 0
    options = {"file": file} if file else {}
    try:
        call_command("rerun", code, format="json", stdout=out, **options)
    except SystemExit as ended:
        status = int(str(ended.code))
    return status, bool(json.loads(out.getvalue())["same"])
