"""The lists of the mapping that a person may keep views of; a new list adds its line here."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.list_pages import ListPage
from clrisk_site.people.permissions import Permission

LIST_PAGES = (
    ListPage("programmes", _("Programmes"), Permission.VIEW_MAPPING),
    ListPage("institutions", _("Institutions"), Permission.VIEW_MAPPING),
    ListPage("actors", _("Actors"), Permission.VIEW_MAPPING),
    ListPage("interviews", _("Interviews"), Permission.VIEW_MAPPING),
    ListPage("past-interventions", _("Past interventions"), Permission.VIEW_MAPPING),
    ListPage("find", _("Find in the mapping"), Permission.VIEW_MAPPING),
)
