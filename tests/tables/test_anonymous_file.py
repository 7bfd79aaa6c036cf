"""Files without a name: whole, whatever one call of the system writes."""

import os

import pytest

from clrisk_site.tables.anonymous_file import anonymous_copy


def test_a_copy_is_whole_when_the_system_writes_it_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, bytes(content)[:3]))
    with anonymous_copy(b"Colonia,Sexo") as path:
        assert path.read_bytes() == b"Colonia,Sexo"
    assert not path.exists()
