"""Writes docs/permissions.md from the table of permissions and tests/access.yaml: `make permissions`."""

from collections.abc import Iterator
from pathlib import Path

import django

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"

HEAD = """# Who may do what where

Made by `make permissions` from `clrisk_site/people/permissions.py` and `tests/access.yaml`; a test fails when
it is not up to date.

A grant says where: a **membership** reaches a territory and all below it, a **post** one municipality during
a mandate, a **seat** the municipality of its coordination space. A **record link** opens one record, and no
address below. "Edit catalogue" holds for the country as a whole: the grant must reach it. What lies outside
a person's reach answers 404, a role that does not allow something 403.
`tests/people/test_permission_matrix.py` tries every address with every method as every role of both places.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *_permissions(), "", *_addresses(), ""])


def _permissions() -> Iterator[str]:
    from clrisk_site.people.permissions import ALLOWS, Permission, Role

    yield "## Permissions\n"
    yield "| | " + " | ".join(_words(role) for role in Role) + " |"
    yield "|---|" + ":-:|" * len(Role)
    for permission in Permission:
        cells = ["●" if permission in ALLOWS[role] else "" for role in Role]
        yield f"| {_words(permission)} | " + " | ".join(cells) + " |"


def _addresses() -> Iterator[str]:
    from clrisk_site.people.permissions import ALLOWS, Permission, Role
    from tests.people.addresses import ROWS

    yield "## Addresses\n"
    yield "| address | name | needs | roles |"
    yield "|---|---|---|---|"
    for name, route in sorted(_routes().items(), key=lambda pair: pair[1]):
        row = ROWS[name]
        if isinstance(row, str):
            who = "everybody" if row == "public" else "everybody with an account"
            yield f"| `/{route}` | {name} | {row} | {who} |"
        else:
            needed = Permission(row["permission"])
            may = [_words(role) for role in Role if needed in ALLOWS[role] and role != Role.PROGRAMME_OWNER]
            also = f"; {row['also']}" if "also" in row else ""
            yield f"| `/{route}` | {name} | {_words(needed)} | {', '.join(may)}{also} |"


def _routes() -> dict[str, str]:
    from tests.people.addresses import patterns

    return {pattern.name: str(pattern.pattern) for pattern in patterns() if pattern.name}


def _words(code: str) -> str:
    return code.replace("ilo_", "ILO ").replace("_", " ")


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
