"""Notes that someone was asked to wait before they may send another file."""

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory


def note_throttling(*, territory: Territory, kind: str, by: User) -> None:
    """Note it without the file, which nobody has looked at."""
    audit.note(by=by, territory=territory, action="import.throttled", changes={"kind": kind})
