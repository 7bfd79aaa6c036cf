"""Asks a child process about a file that nobody vouches for, whatever program the child runs.

For what shall leave the child as something else than a table; tables are read through `guard`.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Unpack

from clrisk_site.tables.anonymous_file import descriptor_in
from clrisk_site.tables.guard import READER, Choices, ask_child
from clrisk_site.tables.limits import Limits
from clrisk_site.tables.readers.request import Plain, Request
from clrisk_site.tables.sentences import RefusedError, refusal_message
from clrisk_site.tables.sniffing import sniff
from clrisk_site.tables.spec import Refusal


def ask(
    path: Path,
    limits: Limits,
    *,
    name: str,
    program: str = READER,
    plan: Mapping[str, Plain] | None = None,
    header_only: bool = False,
    **choices: Unpack[Choices],
) -> tuple[Mapping[str, Any], bytes] | Refusal:
    """Have a program of ours look into a file, and return what it answers.

    Parameters
    ----------
    path : Path
        A file, or what `anonymous_file.path_of_descriptor` gave for one without a name.
    name : str
        What the user calls the file, for the sentences.
    program : str
        Module that is run in the child, and answers as `tables.child` does: a line of JSON, then bytes.
    plan : mapping, optional
        What the program is to do, in plain data; it finds it as `Request.plan`.
    **choices : Choices
        What the user chose about the reading.

    Returns
    -------
    (mapping, bytes) or Refusal
        The head and the body of the answer, to be believed in nothing. Never raises for what the file holds.
    """
    given: dict[str, Any] = {key: value for key, value in choices.items() if value is not None}
    try:
        kind = sniff(path, limits)
        real = path if descriptor_in(path) is not None else path.resolve()
        request = Request(real, kind.value, limits, plan=dict(plan or {}), header_only=header_only)
        return ask_child(replace(request, **given), program=program)
    except RefusedError as refused:
        return refusal(refused, name)
    except OSError:
        return refusal(RefusedError("zip_damaged"), name)


def refusal(refused: RefusedError, name: str) -> Refusal:
    """Return what is said about a file that cannot be read."""
    sheet = refused.params.get("sheet")
    message = refusal_message(refused.code, {**refused.params, "file": name})
    return Refusal(message, str(sheet) if sheet else None, refused.code)
