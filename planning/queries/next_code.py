"""The code that the next action line of a pilot gets."""

import re

from planning.models import ActionLine, Pilot

_NUMBER = re.compile(r"(\d+)$")


def next_code(pilot: Pilot) -> str:
    """Return "LA-07" after "LA-06"; gaps in the numbering are not filled again."""
    codes = ActionLine.objects.filter(pilot=pilot).values_list("code", flat=True)
    numbers = [int(match[1]) for match in map(_NUMBER.search, codes) if match]
    return f"LA-{max(numbers, default=0) + 1:02d}"
