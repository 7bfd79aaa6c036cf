"""Sizes of files in words."""

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped

_KILOBYTE = 1000


def size_words(size_bytes: int) -> str:
    """Return a size as people compare it: 85 kB, 1.2 MB."""
    if size_bytes < _KILOBYTE**2:
        return gettext("%(size)s kB") % {"size": grouped(max(1, round(size_bytes / _KILOBYTE)))}
    return gettext("%(size)s MB") % {"size": grouped(size_bytes / _KILOBYTE**2, 1)}
