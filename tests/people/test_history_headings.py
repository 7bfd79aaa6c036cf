"""Headings of the history go down one level at a time, so that they can be jumped through."""

import re
from itertools import pairwise

import pytest
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from mapping.models import GovernmentLevel, Institution
from tests.cast import ClientOf


@pytest.mark.parametrize("of_record", [False, True])
def test_no_level_is_left_out(of_record: bool, liaison: User, client_of: ClientOf) -> None:
    place = liaison.grants.get().territory
    one = create_record(Institution(territory=place, name="DIF", level=GovernmentLevel.MUNICIPAL), by=liaison)
    record = ["mapping.institution", one.pk] if of_record else []
    address = reverse("record-history" if of_record else "history", args=[place.path, *record])
    page = client_of(liaison).get(address).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert 3 in levels
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
