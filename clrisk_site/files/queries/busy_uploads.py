"""Which uploads a job works on, or is about to: their files must stay."""

from clrisk_site.files.models import OPEN, Job

KINDS = ("import-review", "import-save")


def busy_uploads() -> list[str]:
    """Return the keys of the uploads of all open jobs."""
    found = Job.objects.filter(kind__in=KINDS, state__in=OPEN).values_list("parameters", flat=True)
    return [str(parameters["upload"]) for parameters in found if "upload" in parameters]
