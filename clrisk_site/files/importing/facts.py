"""What is said about a whole file: by a person, else as its table proposes; for pages and command alike."""

from collections.abc import Mapping, Sequence

from clrisk_site.files.registry import Fact
from clrisk_site.tables.raw import RawTable


def facts_of(facts: Sequence[Fact], said: Mapping[str, str], table: RawTable) -> dict[str, str]:
    """Return what was said, with what the table proposes for the facts of which nothing was said.

    Blank is said too: a proposal that a person took out does not come back.
    """
    proposed = {
        fact.name: fact.propose(table) for fact in facts if fact.propose is not None and fact.name not in said
    }
    return {**{name: text for name, text in proposed.items() if text}, **said}
