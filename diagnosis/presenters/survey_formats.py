"""Files of statistics programs, known by their first bytes: how each is exported to a table."""

import re
from pathlib import Path

from django.utils.translation import gettext

_STATA = re.compile(rb"<stata_dta>|[\x69-\x73][\x01\x02]\x01\x00", re.DOTALL)
_SPSS = re.compile(rb"\$FL[23]")
_SAS = re.compile(rb"\x00{12}\xc2\xea\x81\x60", re.DOTALL)


def export_advice(path: Path) -> str:
    """Return how to export a file of Stata, SPSS or SAS; "" for any other file."""
    with path.open("rb") as file:
        start = file.read(32)
    if _STATA.match(start):
        return gettext(
            "This is a file of Stata. Export it there as CSV with: export delimited using survey.csv, nolabel"
        )
    if _SPSS.match(start):
        return gettext("This is a file of SPSS. Save it there as CSV, with values and not with labels.")
    if _SAS.match(start):
        return gettext("This is a file of SAS. Export it there as CSV with PROC EXPORT.")
    return ""
