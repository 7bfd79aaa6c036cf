"""One concept per file; import them from here."""

from clrisk_site.files.models.attachment import Attachment, AttachmentKind, Classification
from clrisk_site.files.models.issued_document import DocumentFormat, IssuedDocument
from clrisk_site.files.models.job import OPEN, Job, JobState
from clrisk_site.files.models.journal import ImportJournal
from clrisk_site.files.models.letterhead import Letterhead
from clrisk_site.files.models.receipt import ImportReceipt
from clrisk_site.files.models.remembered_column import RememberedColumn
from clrisk_site.files.models.upload import Upload

__all__ = [
    "OPEN",
    "Attachment",
    "AttachmentKind",
    "Classification",
    "DocumentFormat",
    "ImportJournal",
    "ImportReceipt",
    "IssuedDocument",
    "Job",
    "JobState",
    "Letterhead",
    "RememberedColumn",
    "Upload",
]
