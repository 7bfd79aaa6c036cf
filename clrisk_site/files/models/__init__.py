"""One concept per file; import them from here."""

from clrisk_site.files.models.attachment import Attachment, AttachmentKind, Classification
from clrisk_site.files.models.issued_document import DocumentFormat, IssuedDocument
from clrisk_site.files.models.job import OPEN, Job, JobState
from clrisk_site.files.models.letterhead import Letterhead
from clrisk_site.files.models.receipt import ImportReceipt
from clrisk_site.files.models.upload import Upload

__all__ = [
    "OPEN",
    "Attachment",
    "AttachmentKind",
    "Classification",
    "DocumentFormat",
    "ImportReceipt",
    "IssuedDocument",
    "Job",
    "JobState",
    "Letterhead",
    "Upload",
]
