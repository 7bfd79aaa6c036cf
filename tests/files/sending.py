"""Sends files through the pages as a person would, for the tests of the import."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clrisk_site.files.models import ImportReceipt, Upload

TUXTLA = "MX.07.101"
CHIAPAS = "MX.07"


@dataclass
class Sender:
    """One signed-in person and the place they import into."""

    client: Any
    path: str = TUXTLA

    def send(self, kind: str, name: str, content: bytes | str, **fields: Any) -> Any:
        """Post a file to the first step; returns the answer."""
        body = content.encode() if isinstance(content, str) else content
        data = {"source": "INEGI", "year": "2020", "file": SimpleUploadedFile(name, body), **fields}
        return self.client.post(reverse("import-file", args=[self.path, kind]), data)

    def upload(self, kind: str, name: str, content: bytes | str, **fields: Any) -> Upload:
        """Post a file that must be readable and return what waits; results are said to be Phase I."""
        answer = self.send(kind, name, content, **fields)
        assert answer.status_code == 302, answer.content.decode()
        upload = Upload.objects.latest("created_at")
        if kind == "risk-results":
            upload.facts = {"nature": "phase_i"}
            upload.save()
        return upload

    def at(self, step: str, upload: Upload) -> str:
        return reverse(step, args=[self.path, upload.pk])

    def review(self, upload: Upload) -> Any:
        return self.client.get(self.at("upload-review", upload))

    def answer(self, upload: Upload, question: str, option: str) -> None:
        self.client.post(self.at("upload-answer", upload), {"question": question, "answer": option})

    def confirm(self, upload: Upload) -> Any:
        """Confirm what the review shows."""
        token = self.review(upload).context["review"].token
        return self.client.post(self.at("upload-confirm", upload), {"token": token})

    def import_whole(self, kind: str, name: str, content: bytes | str, **fields: Any) -> ImportReceipt:
        """Send, confirm, and return the receipt."""
        answer = self.confirm(self.upload(kind, name, content, **fields))
        assert answer.status_code == 302, answer.content.decode()
        return ImportReceipt.objects.latest("pk")


def spooled() -> list[Path]:
    """Return what lies in the spool."""
    folder = Path(settings.SPOOL_DIR)
    return list(folder.iterdir()) if folder.exists() else []
