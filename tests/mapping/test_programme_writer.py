"""Writing the rows of a programme file: what a row leaves blank changes nothing and stops nothing."""

import pytest

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from mapping.imports.programmes.comparing import FACTOR_FIELDS
from mapping.imports.programmes.writing import ProgrammeWriter
from mapping.models import Programme, ProgrammeFactor

pytestmark = pytest.mark.django_db


def test_blank_factors_link_nothing(tuxtla: Territory) -> None:
    writer = ProgrammeWriter(tuxtla, Context(tuxtla.path, 2026, "Inventario", {}, None, None, {}))
    row = {"may_change": True} | dict.fromkeys(FACTOR_FIELDS, float("nan"))
    writer._link_factors(row, Programme())
    assert not ProgrammeFactor.objects.exists()
