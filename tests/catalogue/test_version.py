"""The version of the catalogues changes with what they say, and with nothing else."""

from clrisk_site.catalogue.version import catalogue_version


def test_the_version_is_a_hash_and_stays() -> None:
    assert len(catalogue_version()) == 64
    assert catalogue_version() == catalogue_version()
