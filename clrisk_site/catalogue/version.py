"""The version of the catalogues: a hash of all that they say, kept with whatever is frozen."""

import hashlib
import json
from dataclasses import asdict

from clrisk_site.catalogue.country import active_country, adaptations_of
from clrisk_site.catalogue.registry import catalogues


def catalogue_version() -> str:
    """Return the SHA-256 of the catalogues as hexadecimal; equal catalogues have equal versions.

    What the country in force has adapted counts, and what other countries adapted does not.
    """
    digest = hashlib.sha256()
    for catalogue in sorted(catalogues(), key=lambda one: one.code):
        digest.update(catalogue.code.encode())
        for path in sorted(catalogue.files, key=lambda one: one.name):
            digest.update(path.read_bytes())
    adapted = {
        f"{catalogue}/{code}": asdict(found)
        for (catalogue, code), found in adaptations_of(active_country()).items()
    }
    digest.update(json.dumps(adapted, sort_keys=True, ensure_ascii=False).encode())
    return digest.hexdigest()
