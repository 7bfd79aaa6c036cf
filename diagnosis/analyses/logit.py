"""`analyse logit`: what is associated with an outcome, in percentage points; odds ratios in second place."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from clrisk_site.figures.message import N_, Message, says
from diagnosis.analyses.analysis import Analysis, Facts, Table
from diagnosis.analyses.conditions import truth_of
from diagnosis.analyses.faults import MissingKeyError, UnknownKeyError, listed, shortened
from diagnosis.analyses.keys import CONFIDENCE, SAMPLE_KEYS, Key, Keys, Shape
from diagnosis.analyses.logit_tables import shown_of
from diagnosis.analyses.predictors import PREDICTOR_KEYS, Read, predictors_of
from diagnosis.analyses.records import Records
from diagnosis.analyses.sample import Sample, sample_of
from diagnosis.analyses.specification import Specification, Tree
from diagnosis.statistics.coefficients import ModelCard
from diagnosis.statistics.logit.coding import Category, Variable
from diagnosis.statistics.logit.effects import MarginalEffect
from diagnosis.statistics.logit.fit import Estimator, Variance
from diagnosis.statistics.logit.model import LogitModel, model_logit
from diagnosis.statistics.logit.outcomes import (
    EVERYBODY,
    OutcomeKind,
    OutcomeModel,
    OutcomeModels,
    definition_of,
    model_outcomes,
    one_sided,
)
from diagnosis.statistics.logit.predictions import Prediction, predict_profiles
from diagnosis.statistics.logit.wording import sentence_of

OUTCOME_WORDS = tuple(kind.value for kind in OutcomeKind)

CARD_KEYS: Keys = (
    Key("survey", Shape.TEXT, N_("Producer and title of the survey.")),
    Key("year", Shape.WHOLE, N_("Year of the survey."), least=1950, most=2100),
    Key("definition", Shape.TEXT, N_("Definition of child labour that the outcome follows.")),
    Key("age_from", Shape.WHOLE, N_("First age of the children, in completed years."), least=0, most=17),
    Key("age_to", Shape.WHOLE, N_("Last age of the children, in completed years."), least=0, most=17),
    Key("chores", Shape.FLAG, N_("Whether the outcome counts chores in the own home.")),
)

KEYS: Keys = (
    Key("outcome", Shape.CONDITION, N_("Outcome of the model, as a column or a condition.")),
    Key(
        "outcome_kind",
        Shape.CHOICE,
        N_("Which part of children's work the outcome is; the definition where the card names none."),
        choices=OUTCOME_WORDS,
    ),
    Key(
        "outcomes",
        Shape.TREE,
        N_("Several outcomes by name: economic_activity, own_home_chores, combined. Each has its model."),
    ),
    Key(
        "predictors",
        Shape.ANY,
        N_("Columns, or mappings with column, kind, reference, merge, value, values, blank, name."),
        required=True,
        parts=PREDICTOR_KEYS,
        entry="[]",
    ),
    Key("interactions", Shape.ANY, N_("Pairs of predictors whose products enter too.")),
    *SAMPLE_KEYS,
    Key("by", Shape.TEXT, N_("Predictor, such as sex, whose categories have models of their own.")),
    Key(
        "two_way", Shape.TEXTS, N_("Predictors that may follow from the outcome as well, such as attendance.")
    ),
    Key(
        "method",
        Shape.CHOICE,
        N_("What the coefficients maximise; firth where a category has no case."),
        choices=tuple(one.value for one in Estimator),
        default=Estimator.LIKELIHOOD.value,
    ),
    Key(
        "variance",
        Shape.CHOICE,
        N_("Where standard errors come from: the design, or the model as if records were drawn at random."),
        choices=tuple(one.value for one in Variance),
        default=Variance.DESIGN.value,
    ),
    Key(
        "card",
        Shape.TREE,
        N_("Survey, year, definition, age_from, age_to, chores: for a transfer."),
        parts=CARD_KEYS,
    ),
    Key("profiles", Shape.TREE, N_("Profiles by name, each with a value for every predictor.")),
    CONFIDENCE,
)


def analyse(records: Records, spec: Specification) -> Analysis:
    """Return the model, or the models of several outcomes and groups, that the specification asks for."""
    sample = sample_of(records, spec)
    read = predictors_of(records, spec, sample.domain)
    warnings = (*sample.warnings, *read.warnings)
    if "outcomes" in spec:
        if "outcome" in spec:
            raise spec.invalid("outcomes", says("Write either «outcome» or «outcomes»."))
        models = _models(spec, sample, read, _several(records, spec))
        return _of_models(models, warnings, spec)
    if "outcome" not in spec:
        raise MissingKeyError("outcome", says("Outcome of the model, as a column or a condition."))
    truth = truth_of(records, spec.tree_of("outcome") or "", "outcome")
    model = model_logit(read.predictors, truth, sample.design, **_options(spec, sample))
    profiles = _profiles(spec, model)
    data = numbers_of(model) | ({"profiles": profiles} if profiles else {})
    shown = shown_of(model, profiles, spec.number("confidence", 0.95))
    warnings += model.warnings
    kind = spec.text("outcome_kind")
    if "by" in spec:
        models = _models(spec, sample, read, {kind or "outcome": truth}, only_groups=True)
        data["models"] = [_model_data(one) for one in models.models]
        shown += tuple(table for one in models.models for table in _shown(one, spec)[:2])
        warnings += tuple(_said(models, known=model.warnings))
    if kind:
        warnings += one_sided([OutcomeKind(kind)], by=spec.column("by"))
    return Analysis(data, shown, tuple(dict.fromkeys(warnings)))


def numbers_of(model: LogitModel) -> dict[str, Any]:
    """Return the numbers of a model under the names that the JSON document has."""
    return {
        "terms": model.terms,
        "ame": [_effect_data(one) for one in model.ame],
        "df": model.df,
        "df_design": model.df_design,
        "names": model.fit.names,
        "vcov": model.vcov,
        "auc": model.auc,
        "brier": model.brier,
        "calibration": model.checks.calibration,
        "converged": model.converged,
        "steps": model.steps,
        "n": model.n,
        "cases": model.cases,
        "population": model.population,
        "log_likelihood": model.log_likelihood,
        "null_log_likelihood": model.null_log_likelihood,
        "pseudo_r2": model.pseudo_r2,
        "percent_correct": model.percent_correct,
        "checks": {
            "events_per_parameter": model.checks.events.per_parameter,
            "bare_categories": model.checks.bare,
            "inflation": model.checks.inflation,
            "link": model.checks.link,
            "auc_se": model.checks.discrimination.se,
            "auc_interval": model.checks.discrimination.interval,
            "brier_scaled": model.checks.brier.scaled,
        },
        "estimator": model.estimator,
        "variance": model.variance,
        "separated": model.fit.separated,
        "verdict": model.verdict,
        "failed": model.failed,
        "two_way": model.two_way,
        "card": model.card,
        "notes": model.notes,
    }


def _effect_data(one: MarginalEffect) -> dict[str, Any]:
    in_points = {"points": one.points, "points_se": one.points_se, "points_interval": one.points_interval}
    return one.to_json() | in_points | {"sentence": sentence_of(one)}


def _of_models(models: OutcomeModels, warnings: tuple[Message, ...], spec: Specification) -> Analysis:
    shown: tuple[Table | Facts, ...] = ()
    for one in models.models:
        shown += _shown(one, spec)
    data = {"models": [_model_data(one) for one in models.models]}
    return Analysis(data, shown, tuple(dict.fromkeys((*warnings, *models.warnings, *_said(models)))))


def _model_data(one: OutcomeModel) -> dict[str, Any]:
    named = {"outcome": one.outcome, "group": one.group, "fault": one.fault, "reason": one.reason}
    if one.model is None:
        return named
    card = replace(
        one.model.card,
        group="" if one.group == EVERYBODY else one.group,
        definition=definition_of(one.model.card.definition, one.outcome),
    )
    return named | numbers_of(one.model) | {"card": card, "warnings": one.model.warnings}


def _said(models: OutcomeModels, known: Collection[Message] = ()) -> list[Message]:
    """Return what must be known of single models and is not known yet, each with the name of its model."""
    said = []
    for one in models.models:
        name = f"{one.outcome}, {one.group}"
        messages = one.model.warnings if one.model else [one.reason] if one.reason else []
        said += [
            says("%(model)s: %(sentence)s", model=name, sentence=message)
            for message in messages
            if message not in known
        ]
    return said


def _shown(one: OutcomeModel, spec: Specification) -> tuple[Table | Facts, ...]:
    if one.model is None:
        return ()
    return shown_of(one.model, (), spec.number("confidence", 0.95), name=f"{one.outcome}, {one.group}")


def _models(
    spec: Specification, sample: Sample, read: Read, outcomes: Mapping[str, Any], *, only_groups: bool = False
) -> OutcomeModels:
    by = spec.column("by")
    if by is not None and by not in read.predictors.columns:
        raise spec.invalid("by", says("Name one of the predictors."))
    return model_outcomes(
        read.predictors,
        outcomes,
        sample.design,
        by=by,
        only_groups=only_groups,
        **_options(spec, sample),
    )


def _several(records: Records, spec: Specification) -> dict[str, Any]:
    tree = spec.tree_of("outcomes")
    named = tree if isinstance(tree, dict) else {}
    if not named:
        raise spec.invalid("outcomes", says("Write a mapping of names and conditions."))
    return {name: truth_of(records, one, f"outcomes.{name}") for name, one in named.items()}


def _options(spec: Specification, sample: Sample) -> dict[str, Any]:
    return {
        "domain": sample.domain,
        "variance": Variance(spec.text("variance", Variance.DESIGN.value)),
        "estimator": Estimator(spec.text("method", Estimator.LIKELIHOOD.value)),
        "card": _card(spec),
        "two_way": spec.columns("two_way"),
        "confidence": spec.number("confidence", 0.95),
    }


def _card(spec: Specification) -> ModelCard:
    part = spec.part("card", CARD_KEYS) or Specification({}, CARD_KEYS)
    return ModelCard(
        survey=part.text("survey"),
        year=_whole(part, "year"),
        definition=definition_of(part.text("definition"), spec.text("outcome_kind")),
        age_from=_whole(part, "age_from"),
        age_to=_whole(part, "age_to"),
        chores=part.flag("chores") if "chores" in part else None,
    )


def _whole(part: Specification, name: str) -> int | None:
    return part.whole(name, 0) if name in part else None


def _profiles(spec: Specification, model: LogitModel) -> tuple[Prediction, ...]:
    tree = spec.tree_of("profiles")
    if tree is None:
        return ()
    coding = model.fit.sample.predictors.coding
    profiles: dict[str, dict[str, float | str]] = {}
    for name, values in (tree if isinstance(tree, dict) else {}).items():
        if not isinstance(values, dict):
            raise spec.invalid("profiles", says("Write {NAME: {PREDICTOR: VALUE}}."))
        unknown = [key for key in values if key not in {variable.name for variable in coding.variables}]
        if unknown:
            raise UnknownKeyError(unknown[0], [variable.name for variable in coding.variables])
        profiles[name] = {one.name: _value(spec, one, values.get(one.name)) for one in coding.variables}
    return predict_profiles(model.coefficients, coding, profiles, confidence=spec.number("confidence", 0.95))


def _value(spec: Specification, variable: Variable, written: Tree | None) -> str:
    if written in (None, "", "~", "null"):
        raise spec.invalid(
            "profiles", says("A profile lacks «%(name)s». Give it a value.", name=variable.name)
        )
    if not isinstance(written, str):
        raise spec.invalid("profiles", says("Write {NAME: {PREDICTOR: VALUE}}."))
    if not isinstance(variable, Category):
        return _finite(spec, variable.name, written)
    if written not in (*variable.categories, *variable.merged):
        raise spec.invalid(
            "profiles",
            says(
                "«%(value)s» is no category of «%(name)s». Its categories: %(known)s.",
                value=shortened(written),
                name=variable.name,
                known=listed(variable.categories),
            ),
        )
    return written


def _finite(spec: Specification, name: str, written: str) -> str:
    try:
        if math.isfinite(float(written)):
            return written
    except ValueError:
        pass
    raise spec.invalid(
        "profiles",
        says("«%(value)s» is no number, as «%(name)s» needs.", value=shortened(written), name=name),
    )
