"""The catalogue of the codebook: where it is seeded from, and what a country may set beside the texts.

A country adds no entries here: what a territory adds is a local variable, with its reason and its categories.
"""

from functools import partial
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.fields import YesNoField
from clrisk_site.catalogue.loading import seed
from clrisk_site.catalogue.registry import of_files
from diagnosis.models import CodebookVariable

CODEBOOK = of_files(
    CodebookVariable.CATALOGUE,
    Path(__file__).parent / "catalogue" / "codebook.yaml",
    label=_("Codebook"),
    explanation=_("Variables of the method, by column. Recodes and models name them by their codes."),
    load=partial(seed, CodebookVariable),
    fields=(YesNoField("in_national_model", _("In the national model")),),
    more_label=_("Explanation"),
)
