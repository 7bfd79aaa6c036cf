"""Tells a workbook of the mapping from a service directory, and has either read in the guarded process."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from clrisk_site.tables.asking import refusal
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.sentences import RefusedError
from clrisk_site.tables.several_asking import ARCHIVE, kind_of
from clrisk_site.tables.spec import Refusal
from mapping.exchange.hsds.reading import read_directory
from mapping.exchange.workbook.reading import read_workbook


@dataclass(frozen=True, slots=True)
class Received:
    """What was understood of a file, in the words of the process that read it."""

    is_directory: bool
    answer: bytes


def receive(path: Path, name: str) -> Received | Refusal:
    """Read a file of either kind.

    Parameters
    ----------
    name : str
        What the user calls it, for the sentences.
    """
    try:
        is_directory = kind_of(path, TYPED) == ARCHIVE
    except RefusedError as refused:
        return refusal(refused, name)
    except (OSError, zipfile.BadZipFile):
        return refusal(RefusedError("zip_damaged"), name)
    answer = read_directory(path, name) if is_directory else read_workbook(path, name)
    return answer if isinstance(answer, Refusal) else Received(is_directory, answer)
