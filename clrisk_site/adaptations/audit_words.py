"""What the history says of catalogues that a country adapts."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Sentence, Thing
from clrisk_site.people.permissions import Permission

THINGS = {
    "adaptations.adaptation": Thing(
        _("catalogue entry"),
        Permission.VIEW_PUBLISHED,
        {
            "texts": _("Texts"),
            "explanations": _("Explanations"),
            "values": _("Values"),
            "catalogue": _("Catalogue"),
            "code": _("Code"),
            "active": _("Offered"),
            "in_force": _("In force"),
            "based_on": _("Shipped entry that was compared"),
        },
    )
}
ACTIONS = {
    "adaptation.reset": Sentence(_("%(who)s gave up the country's words for %(what)s.")),
    "adaptation.keep": Sentence(
        _("%(who)s kept the country's words for %(what)s beside a new shipped text.")
    ),
}
PAGES = {"catalogue": _("Catalogues"), "catalogues": _("Catalogues")}
