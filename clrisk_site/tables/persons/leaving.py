"""Keeps the columns of a register that nobody asked for inside the reading process, persons above all.

Which columns may leave is said by header; a column about somebody stays whatever was said.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from clrisk_site.tables.persons.headers import Sign, read_header
from clrisk_site.tables.persons.heading import is_row_of_data
from clrisk_site.tables.persons.refusing import LONGEST_HEADER, refuse_persons
from clrisk_site.tables.readers.packing import letter
from clrisk_site.tables.readers.request import Note, Reading
from clrisk_site.tables.wording import plain

MOST_NAMED = 8
PERSONAL = "left_behind_personal"
UNUSED = "left_behind_unused"

_OWNER = re.compile(
    r"\b(?:propietari[oa]s?|duen[oa]s?|patron|owners?|proprietaires?|dono|raz(?:on)? social|rfc|rtn|ruc|nit"
    r"|cnpj|director[ae]?s?|directeurs?|diretor(?:es|a)?|headteachers?|principal|head of|titular(?:es)?"
    r"|responsables?|responsaveis|responsavel|encargad[oa]s?|representantes?|contactos?|contacts?|contato)\b"
)
_REACHED_AT = re.compile(
    r"\b(?:tel|telefonos?|telefones?|telephones?|phones?|movil|celular(?:es)?|whatsapp|fax|lada|mails?|email"
    r"|e mails?|correos?|correoelec|courriel|www|web|website|url|pagina|sitio|facebook|instagram"
    r"|redes sociales|calles?|domicilios?|direccion(?:es)?|address(?:es)?|adresse|endereco|street|rue|rua"
    r"|nom v(?:ial| e \d)|tipo v(?:ial| e \d)|vialidad(?:es)?|numero (?:ext|int)|letra (?:ext|int)"
    r"|num local|edificio(?: e)?)\b"
)


def let_out(reading: Reading, leaving: Collection[str] | None) -> None:
    """Refuse a list of persons; of a register, empty the columns that may not leave.

    Parameters
    ----------
    leaving : collection of str or None
        Headers whose columns may leave, as they stand or as `plain` writes them; None lets all of them leave.

    Raises
    ------
    RefusedError
        With the code ``persons``. The owners of a register of places do not make it such a list, because
        their columns stay; pupils in a list of pupils do.
    """
    if leaving is None:
        refuse_persons(reading)
        return
    personal = [place for place, header in enumerate(reading.headers) if is_personal(header)]
    owners = [place for place in personal if _OWNER.search(plain(reading.headers[place]))]
    if _is_register(reading, owners):
        _empty(reading, owners)
    refuse_persons(reading)
    wanted = {plain(text) for text in leaving} | set(leaving)
    unused = [
        place
        for place, header in enumerate(reading.headers)
        if place not in personal
        and not ({header, plain(header), _lettered(place), _tag(reading, place)} & wanted)
    ]
    _empty(reading, [*personal, *unused], kept={plain(text) for text in wanted})
    _hide_rows_of_data(reading, [*personal, *unused])
    for code, places in ((PERSONAL, personal), (UNUSED, unused)):
        if places:
            reading.notes.append(Note(code, warning=True, params={"columns": _named(reading, places)}))


def is_personal(header: str) -> bool:
    """Whether a column speaks of somebody, or of how and where to reach them.

    Examples
    --------
    >>> [is_personal(header) for header in ("Teléfono 1", "raz_social", "nom_vial", "Nombre de la escuela")]
    [True, True, True, False]
    """
    words = plain(header)
    sign = read_header(header)
    named = sign & (Sign.IDENTIFIER | Sign.BIRTH | Sign.NAME_PART | Sign.PERSON_NAME)
    return bool(named or _OWNER.search(words) or _REACHED_AT.search(words))


def _is_register(reading: Reading, owners: Sequence[int]) -> bool:
    """Whether other columns speak of places, as those of schools and shops do."""
    others = [read_header(header) for place, header in enumerate(reading.headers) if place not in owners]
    return any(sign & (Sign.THING | Sign.POSITION) for sign in others)


def _empty(reading: Reading, places: Iterable[int], *, kept: Collection[str] = ()) -> None:
    """Blank the columns, and what of them is shown beside: first and last rows, names, examples."""
    gone = set(places)
    if not gone:
        return
    blank = b"\0" * max(0, reading.rows - 1)
    reading.columns = [blank if at in gone else column for at, column in enumerate(reading.columns)]
    row = reading.layout.get("header_row") or 0
    header = range(row - (reading.layout.get("header_rows") or 1) + 1, row + 1)
    reading.top = [
        cells if number in header else _without(cells, gone, kept)
        for number, cells in enumerate(reading.top, 1)
    ]
    reading.bottom = [(number, _without(cells, gone, kept)) for number, cells in reading.bottom]
    reading.notes = [note for note in reading.notes if note.column not in gone]
    reading.accents = [text for text in reading.accents if _stands_in(reading, text)]
    reading.repairs = [pair for pair in reading.repairs if any(_stands_in(reading, one) for one in pair)]
    reading.notes = [note for note in reading.notes if _still_told(reading, note)]


def _still_told(reading: Reading, note: Note) -> bool:
    """Whether the cell that a remark quotes still leaves; without it there is nothing to remark."""
    quoted = str(note.params.get("example", ""))
    return not quoted or _stands_in(reading, quoted)


def _without(cells: Sequence[str], gone: Collection[int], kept: Collection[str]) -> list[str]:
    return [cell if at not in gone or plain(cell) in kept else "" for at, cell in enumerate(cells)]


def _stands_in(reading: Reading, text: str) -> bool:
    wanted = text.encode()
    return any(wanted in column for column in reading.columns) or text in reading.headers


def _hide_rows_of_data(reading: Reading, places: Sequence[int]) -> None:
    """Call the columns by their letters where the row taken for the header tells of somebody."""
    if is_row_of_data([reading.headers[place] for place in places]):
        for place in places:
            reading.headers[place] = _lettered(place)


def _named(reading: Reading, places: Sequence[int]) -> str:
    names = [reading.headers[place][:LONGEST_HEADER] or _lettered(place) for place in places[:MOST_NAMED]]
    more = f" (+{len(places) - MOST_NAMED})" if len(places) > MOST_NAMED else ""
    return ", ".join(f"«{name}»" for name in names) + more


def _lettered(place: int) -> str:
    return f"({letter(place)})"


def _tag(reading: Reading, place: int) -> str:
    return reading.tags[place] if place < len(reading.tags) else ""
