"""Every catalogue file loads, is complete in four languages, and every use of a row is known."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Field
from django.utils.translation import override

from clrisk_site.catalogue.loading import CatalogueError, load_yaml
from clrisk_site.catalogue.registry import catalogues, find_catalogue
from clrisk_site.catalogue.texts import lacking
from clrisk_site.catalogue.thresholds import check_thresholds
from clrisk_site.catalogue.uses import uses_of
from clrisk_site.catalogue.wording import render
from diagnosis.models import Factor
from planning.rules import GATE

ROOT = Path(__file__).parents[2]
FILES = sorted(
    [
        *ROOT.glob("*/catalogue/*.yaml"),
        *ROOT.glob("clrisk_site/*/catalogue/*.yaml"),
        *ROOT.glob("clrisk_site/catalogue/*.yaml"),
    ]
)


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_loads_and_is_registered(file: Path) -> None:
    assert load_yaml(file)
    assert file in {path for catalogue in catalogues() for path in catalogue.files}


@pytest.mark.django_db
def test_every_shipped_entry_has_all_languages_and_values() -> None:
    call_command("load_catalogues", verbosity=0)
    for catalogue in catalogues():
        entries = catalogue.shipped("MX")
        assert entries, catalogue.code
        for entry in entries.values():
            assert not lacking(entry.texts), (catalogue.code, entry.code)
            assert not (any(entry.explanations.values()) and lacking(entry.explanations)), entry.code
            for field in entry.fields:
                assert field.accepts(entry.values.get(field.code)), (catalogue.code, entry.code)


def test_shipped_questions_are_those_of_the_rules() -> None:
    gate = find_catalogue("gate")
    assert gate is not None
    shipped = gate.shipped("MX")
    assert list(shipped) == [rule.code for rule in GATE]
    for rule in GATE:
        for language in ("es", "en"):
            with override(language):
                said = (render(rule.question), render(rule.cure))
            entry = shipped[rule.code]
            assert said == (entry.texts[language], entry.explanations[language])


def test_every_use_of_a_factor_is_known() -> None:
    """A new kind of record that points at factors must say so, or a factor in use could be set aside."""
    pointing = {
        model
        for model in apps.get_models()
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        # The rows of a through model of its own are counted themselves.
        if field.related_model is Factor and not _has_own_rows(field)
    }
    assert pointing == {use.model for use in uses_of(Factor.CATALOGUE)}


def _has_own_rows(field: Field[Any, Any]) -> bool:
    through = getattr(field.remote_field, "through", None)
    return through is not None and not through._meta.auto_created


@pytest.mark.parametrize(
    ("change", "words"),
    [({"value": 4}, "outside its own limits"), ({"unit": {"es": "x"}}, "lacks its unit in en, pt, fr")],
)
def test_a_wrong_threshold_does_not_load(change: dict[str, object], words: str) -> None:
    unit = dict.fromkeys(("es", "en", "pt", "fr"), "x")
    entry = {"code": "k", "value": 5, "least": 5, "most": 10, "unit": unit}
    check_thresholds([entry])
    with pytest.raises(CatalogueError, match=words):
        check_thresholds([{**entry, **change}])
