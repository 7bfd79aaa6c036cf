"""Holds a file to the model that is stored under its name: what others rest on is never changed."""

from collections.abc import Iterator

import pandas as pd
from django.db.models import Model

from clrisk_site.figures.message import says
from clrisk_site.files.models import ImportReceipt
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Problem, Severity
from diagnosis.imports.coefficients.facts import ModelFacts
from diagnosis.models import Coefficient, RiskModel

MOST_NAMED = 5


def check_stored(territory: Territory, frame: pd.DataFrame, facts: ModelFacts) -> Iterator[Problem]:
    """Yield why the stored model of that name cannot take this file."""
    model = facts.find()
    if model is None:
        return
    owner = _owner_elsewhere(model, territory)
    if owner is not None:
        message = says("%(place)s stored a model of this name. Give yours another name.", place=owner.name)
        yield Problem(None, None, message)
    if first_use_of(model) is not None:
        message = says("Results rest on the stored model, so it stays as it is. Give this one a new name.")
        yield Problem(None, None, message)
    stored = set(model.coefficients.values_list("term", flat=True))
    differing = sorted(stored ^ set(frame["term"].dropna()))
    if differing:
        message = says(
            "The stored model of this name has other terms (%(terms)s). Another set of terms is another "
            "model: give it a new name.",
            terms=", ".join(differing[:MOST_NAMED]),
        )
        yield Problem(None, "term", message)
    yield from _other_facts(model, facts)


def first_use_of(model: RiskModel) -> Model | None:
    """Return a record that refers to the model, its own coefficients aside."""
    for relation in RiskModel._meta.related_objects:
        if relation.related_model is Coefficient:
            continue
        found: Model | None = relation.related_model._default_manager.filter(
            **{relation.field.name: model}
        ).first()
        if found is not None:
            return found
    return None


def _owner_elsewhere(model: RiskModel, territory: Territory) -> Territory | None:
    """Return who stored the model, when that is neither this territory nor one below it."""
    receipts = ImportReceipt.objects.filter(
        kind="model-coefficients",
        year=model.year,
        facts__name=model.name,
        undone_at__isnull=True,
        territory__isnull=False,
    )
    first = receipts.select_related("territory").order_by("pk").first()
    owner = first.territory if first else None
    return owner if owner is not None and not territory.contains(owner) else None


def _other_facts(model: RiskModel, facts: ModelFacts) -> Iterator[Problem]:
    if facts.ages and (model.age_from, model.age_to) != facts.ages:
        message = says(
            "The stored model of this name is for ages %(first)s to %(last)s. Give another age range a new "
            "name.",
            first=model.age_from,
            last=model.age_to,
        )
        yield Problem(None, None, message)
    said = {"survey": facts.survey, "source": facts.source, "definition": facts.definition}
    if any(value and value != getattr(model, name) for name, value in said.items()):
        message = says(
            "Survey, source and definition of the stored model stay as they are: %(survey)s, %(source)s.",
            survey=model.survey,
            source=model.source,
        )
        yield Problem(None, None, message, Severity.WARNING)
