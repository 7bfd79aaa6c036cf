"""What a statistical source may be able to tell, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from diagnosis.models import CAPABILITIES

CAPABILITY_LABELS: Mapping[str, Promise | str] = {
    "separates_labour": _("Tells child labour from permitted work"),
    "covers_chores": _("Chores in the own home"),
    "by_sex": _("Girls and boys apart"),
    "by_indigenous": _("Indigenous condition"),
    "by_disability": _("Disability"),
    "by_migration": _("Migration"),
    "covers_worst_forms": _("Worst forms"),
    "covers_street_work": _("Street work"),
    "publishes_design": _("Design of the sample is published"),
}

if set(CAPABILITY_LABELS) != set(CAPABILITIES):
    raise ValueError("a capability has no words")
