"""A few hundred cells of a packed column, spread over the file, without unpacking the rest."""

MOST = 480
WINDOWS = 24
SEPARATOR = b"\0"


def sample_cells(packed: bytes, rows: int) -> list[str]:
    """Return up to about `MOST` filled cells of a column.

    Parameters
    ----------
    packed : bytes
        Cells in UTF-8 with a NUL between them.
    rows : int
        How many cells the column has.
    """
    if rows <= MOST:
        return _filled(packed.split(SEPARATOR))
    cells: list[bytes] = []
    each = MOST // WINDOWS
    for window in range(WINDOWS):
        start = len(packed) * window // WINDOWS
        if start:
            start = packed.find(SEPARATOR, start) + 1
            if not start:
                break
        # The last piece holds all that follows, so it is cut off unless the column ends there.
        end = start
        for _ in range(each):
            found = packed.find(SEPARATOR, end)
            if found < 0:
                end = len(packed) + 1
                break
            end = found + 1
        cells += packed[start : end - 1].split(SEPARATOR)
    return _filled(cells)


def _filled(cells: list[bytes]) -> list[str]:
    return [text for cell in cells if (text := cell.decode(errors="replace").strip())]
