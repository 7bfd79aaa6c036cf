"""Has an analysis of microdata run: what is left of the file waits in the spool until the job ends."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clrisk_site.files import spool
from clrisk_site.files.actions.start_job import start_job
from clrisk_site.files.models import Job, Upload
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.microdata.asking import Kept
from diagnosis.microdata.plan import AnalysisPlan
from diagnosis.models import AnalysisResult

KIND = "analysis"
"""Code of the job and of its upload."""


@dataclass(frozen=True, slots=True)
class SentAnalysis:
    """What a person said of the file, beside its columns."""

    title: str
    source: str
    year: int
    file_name: str
    sha256: str


def analyse_microdata(
    *,
    territory: Territory,
    sent: SentAnalysis,
    plan: AnalysisPlan,
    reading: Mapping[str, Any],
    kept: Kept,
    body: bytes,
    by: User,
    language: str,
    rerun: AnalysisResult | None = None,
) -> Job:
    """Keep what is left of a file and start the job that computes on it.

    Parameters
    ----------
    reading : mapping
        How the header of the file was read.
    kept : Kept
        What is known of the file.
    body : bytes
        What is left of it: the chosen columns as categories.
    rerun : AnalysisResult, optional
        The result to compare with, instead of storing a new one.
    """
    spool.sweep()
    name, descriptor = spool.create_file()
    with os.fdopen(descriptor, "wb") as file:
        try:
            file.write(body)
            file.flush()
            upload = Upload.objects.create(
                kind=KIND,
                territory=territory,
                file_name=sent.file_name[:200],
                stored_name=name,
                size_bytes=len(body),
                sha256=sent.sha256,
                reading=dict(reading),
                mapping=plan.to_plain(),
                facts={"title": sent.title, "kept": kept.to_plain(), "rerun": rerun.pk if rerun else None},
                source=sent.source,
                year=sent.year,
                created_by=by,
            )
        except BaseException:
            spool.remove_file(name)
            raise
    parameters = {"upload": str(upload.pk), "result": rerun.pk if rerun else None}
    return start_job(kind=KIND, territory=territory, language=language, by=by, parameters=parameters)


def note_rerun(result: AnalysisResult, *, same: bool, by: User | None) -> None:
    """Record that a result was computed again, and whether the numbers agreed; nothing else is written."""
    action = "analysisresult.rerun" if same else "analysisresult.differs"
    audit.note(by=by, territory=result.territory, action=action, subject=result)
