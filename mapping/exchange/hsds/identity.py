"""Keys of the standard that stay the same from one export to the next, whatever is renamed."""

import uuid

NAMESPACE = uuid.UUID("6f1f8e2c-52a8-5f0e-9a55-7a3c0b1d9e41")


def key_of(*parts: object) -> str:
    """Return the key of what the parts name.

    Examples
    --------
    >>> key_of("institution", 7) == key_of("institution", "7")
    True
    """
    return str(uuid.uuid5(NAMESPACE, "|".join(map(str, parts))))


def as_key(text: str, *, directory: str, table: str) -> str:
    """Return a key as the standard wants it: as it stands if it is a UUID, else one made of it.

    Keys such as "1" mean something within one directory and one table only.
    """
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return key_of(directory, table, text)
