"""For whom a document of the diagnosis is made, hence which numbers and which parts are in it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from clrisk_site.catalogue.thresholds import threshold
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import Audience, rounded_count, suppress
from clrisk_site.people.access import may
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES


class Version(StrEnum):
    """A document to work with, or one for everybody."""

    WORKING = "working"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will hold the document.

    Parameters
    ----------
    version : Version
        The public one leaves out what is not settled, and rounds its own counts to five.
    published_only : bool
        Whether only what others have published may be in it.
    audience : Audience
        Paper is passed on, so its numbers are never more than those of FILES.
    """

    version: Version = Version.WORKING
    published_only: bool = False
    audience: Audience = FILES

    @property
    def is_public(self) -> bool:
        """Whether it is the version for everybody."""
        return self.version is Version.PUBLIC

    @property
    def smallest_area(self) -> int:
        """How many children an area must have to stand alone on paper."""
        return threshold("smallest_area")

    @property
    def label(self) -> str:
        """What the head of every page says of the version."""
        return gettext("Public version") if self.is_public else gettext("Working version")

    @property
    def classification(self) -> str:
        """For whom the content is, in words."""
        if self.is_public:
            return gettext("Public version")
        return gettext("For the municipality, its commission and those who accompany them")

    def shown(self, estimate: Estimate) -> Estimate:
        """Return a number as this reader may see it."""
        return self.rounded(suppress(estimate, audience=self.audience))

    def rounded(self, estimate: Estimate) -> Estimate:
        """Return a number that was judged, rounded where everybody reads it."""
        return rounded_count(estimate) if self.is_public else estimate


def reader_of(user: User | None, territory: Territory, version: Version) -> Reader:
    """Return for whom the document of a person is made; None is the command line of who runs the system."""
    sees = user is None or may(user, Permission.VIEW_DIAGNOSIS, territory)
    return Reader(version, published_only=not sees)
