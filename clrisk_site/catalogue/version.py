"""The version of the catalogues: a hash of all that they say, kept with whatever is frozen."""

import hashlib

from clrisk_site.catalogue.registry import registered


def catalogue_version() -> str:
    """Return the SHA-256 of the catalogues as hexadecimal; equal catalogues have equal versions."""
    digest = hashlib.sha256()
    for path, _load in sorted(registered(), key=lambda pair: pair[0].name):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
