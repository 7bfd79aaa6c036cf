"""Whether a part of a workbook is whole XML, asked where the library would search for the end for ever."""

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat  # takes no document type and fetches nothing

from clrisk_site.tables.sentences import RefusedError

BLOCK = 1024 * 1024


def check_well_formed(path: Path, part: str) -> None:
    """Read the XML of a part once without keeping anything of it.

    Raises
    ------
    RefusedError
        If it is missing, broken off or not XML, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as content:
            while block := content.read(BLOCK):
                parser.Parse(block)
            parser.Parse(b"", True)  # noqa: FBT003 - expat takes no name for it
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        OSError,
        ValueError,
    ) as error:
        raise RefusedError("not_a_workbook") from error


def _refuse_document_type(*_: object) -> None:
    raise RefusedError("dtd")
