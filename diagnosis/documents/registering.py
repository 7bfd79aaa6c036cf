"""Makes the documents of the diagnosis known when the app is ready."""

from clrisk_site.files.background.kinds import jobs
from clrisk_site.files.registry import documents
from diagnosis.documents.factsheets import FACTSHEET, PUBLIC_FACTSHEET
from diagnosis.documents.report.document import PUBLIC_REPORT, REPORT
from diagnosis.documents.state_factsheets import ALL_FACTSHEETS
from diagnosis.documents.zone_factsheets import PUBLIC_ZONE_FACTSHEETS, ZONE_FACTSHEETS


def register_documents() -> None:
    """Register the kinds of document, and the job that makes those of a whole state."""
    for kind in (
        FACTSHEET,
        PUBLIC_FACTSHEET,
        ZONE_FACTSHEETS,
        PUBLIC_ZONE_FACTSHEETS,
        REPORT,
        PUBLIC_REPORT,
    ):
        documents.register(kind)
    jobs.register(ALL_FACTSHEETS)
