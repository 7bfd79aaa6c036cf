"""Which uploads a job works on, or is about to: their files must stay."""

from clrisk_site.files.models import OPEN, Job


def busy_uploads() -> list[str]:
    """Return the keys of the uploads of all open jobs, whatever their kind."""
    found = Job.objects.filter(state__in=OPEN).values_list("parameters", flat=True)
    return [str(parameters["upload"]) for parameters in found if "upload" in parameters]
