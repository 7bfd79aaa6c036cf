"""Opens an interview with what the desk review knows of the institution."""

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from mapping.models import Interview
from mapping.queries.interviews import programmes_of, spaces_of


@transaction.atomic
def create_interview(*, interview: Interview, by: User) -> Interview:
    """Save a new interview; its programmes and spaces are those in which the desk review found it."""
    programmes = programmes_of(interview.institution, interview.territory)
    spaces = spaces_of(interview.institution, interview.territory)
    return create_record(interview, by=by, related={"programmes": programmes, "spaces": spaces})
