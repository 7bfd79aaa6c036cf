"""What the history calls the pages of the atlas."""

from django.utils.translation import gettext_lazy as _

PAGES = {"map": _("What changed on the map"), "maps": _("Maps")}
