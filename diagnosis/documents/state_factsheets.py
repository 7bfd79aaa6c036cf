"""The factsheets of all municipalities of a larger territory in one job: one archive, written sheet by sheet.

What lies around the municipalities is read once; each file goes into the archive before the next is made, so
that memory does not depend on how many there are.
"""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files import private_folder, results
from clrisk_site.files.actions.issue_document import issue
from clrisk_site.files.background.kinds import Advancing, JobKind, NotPossible, Result, Text
from clrisk_site.files.models import DocumentFormat, Job
from clrisk_site.files.registry import Order, Produced
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.documents.factsheets import build
from diagnosis.documents.reader import Version
from diagnosis.queries.region import Region, region_below

CODE = "factsheets"
BATCH = 50


def municipalities_below(territory: Territory) -> QuerySet[Territory]:
    """Return the municipalities of a larger territory, in the order of their codes."""
    found = Territory.objects.below(territory).filter(level__is_municipal=True, valid_to__isnull=True)
    return found.select_related("level", "parent__level", "parent__parent").order_by("path")


def written_files(path: Path, files: Iterator[Produced]) -> Iterator[int]:
    """Write an archive with one file after the other; yield how many it holds.

    Parameters
    ----------
    path : Path
        Where it is written; nothing may lie there.
    files : iterator of Produced
        Each is forgotten once it is written.
    """
    # What is inside is compressed already, and a stored entry can be copied out by any program.
    with (
        os.fdopen(private_folder.create(path), "wb") as target,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive,
    ):
        for written, one in enumerate(files, start=1):
            archive.writestr(one.file_name, one.content)
            yield written


def factsheets_of(progress: Advancing, version: Version, form: DocumentFormat) -> Iterator[Produced]:
    """Make one factsheet after the other, each numbered in the print log of its municipality."""
    job = progress.job
    found = municipalities_below(job.territory)
    total = found.count()
    around: Region | None = None
    for done, municipality in enumerate(found.iterator(chunk_size=BATCH)):
        progress.advance(done, total, municipality.name)
        if municipality.parent is not None and (around is None or around.path != municipality.parent.path):
            around = region_below(municipality.parent)
        yield _issued(municipality, job, version, form, around)
    progress.advance(total, total)


def _issued(
    municipality: Territory, job: Job, version: Version, form: DocumentFormat, region: Region | None
) -> Produced:
    def make(number: str) -> Produced:
        order = Order(municipality, job.language, form, job.created_by, number)
        return build(order, version=version, region=region)

    return issue(
        territory=municipality,
        kind="factsheet" if version is Version.WORKING else "factsheet-public",
        format=form,
        language=job.language,
        by=job.created_by,
        make=make,
        action="document.issue",
    )


def _run(progress: Advancing) -> Result:
    job = progress.job
    if job.territory.level.is_municipal or not municipalities_below(job.territory).exists():
        raise NotPossible(says("No municipality is stored below %(name)s.", name=job.territory.name))
    version, form = version_of(job), DocumentFormat(job.parameters.get("format", DocumentFormat.PDF))
    draft = results.draft_of(job.stored_name)
    for _written in written_files(draft, factsheets_of(progress, version, form)):
        pass
    name = slugify(gettext("factsheets"))
    day = timezone.localdate().isoformat()
    return Result(draft, f"{name}-{job.territory.code}-{day}.zip")


def version_of(job: Job) -> Version:
    """Return which version was asked for."""
    return Version(job.parameters.get("version", Version.WORKING))


def _label(job: Job) -> Text:
    words = {"place": job.territory.name, "format": DocumentFormat(job.parameters["format"]).label}
    if version_of(job) is Version.PUBLIC:
        return gettext("Public factsheets of all municipalities of %(place)s, %(format)s") % words
    return gettext("Factsheets of all municipalities of %(place)s, %(format)s") % words


ALL_FACTSHEETS = JobKind(
    CODE,
    _label,
    lambda _job: Permission.VIEW_PUBLISHED,
    _run,
    running=_("The factsheets are made one by one."),
)
