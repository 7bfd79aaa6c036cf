"""One concept per file; import them from here."""

from clrisk_site.files.models.job import Job, JobState
from clrisk_site.files.models.receipt import ImportReceipt
from clrisk_site.files.models.upload import Upload

__all__ = ["ImportReceipt", "Job", "JobState", "Upload"]
