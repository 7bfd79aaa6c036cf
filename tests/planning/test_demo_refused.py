"""Where the demonstration refuses to be built, and changes nothing."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from planning.actions.refusal import RefusedError
from planning.demo.building import build_demo


def test_it_is_not_built_beside_other_data(tuxtla: Territory) -> None:
    with pytest.raises(RefusedError):
        build_demo()
    with pytest.raises(CommandError):
        call_command("demo")
    assert not Territory.objects.filter(is_demo=True).exists()


def test_it_is_not_built_on_a_site_in_use(db: None, settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(RefusedError):
        build_demo()
    assert not User.objects.exists()


def test_it_needs_the_catalogues(db: None) -> None:
    assert not Level.objects.exists()
    with pytest.raises(CommandError, match="load_catalogues"):
        call_command("demo")
    assert not Territory.objects.exists()
