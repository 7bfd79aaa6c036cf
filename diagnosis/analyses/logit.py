"""`analyse logit`: what is associated with an outcome, in percentage points; odds ratios in second place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clrisk_site.figures.message import N_, Message, says
from diagnosis.analyses.analysis import Analysis, Facts, Table
from diagnosis.analyses.conditions import truth_of
from diagnosis.analyses.faults import MissingKeyError
from diagnosis.analyses.keys import CONFIDENCE, SAMPLE_KEYS, Key, Keys, Shape
from diagnosis.analyses.logit_tables import shown_of
from diagnosis.analyses.predictors import Read, predictors_of
from diagnosis.analyses.records import Records
from diagnosis.analyses.sample import Sample, sample_of
from diagnosis.analyses.specification import Specification, Tree
from diagnosis.statistics.coefficients import ModelCard
from diagnosis.statistics.logit.fit import Estimator, Variance
from diagnosis.statistics.logit.model import LogitModel, model_logit
from diagnosis.statistics.logit.outcomes import OutcomeKind, OutcomeModels, model_outcomes, one_sided
from diagnosis.statistics.logit.predictions import Prediction, predict_profiles
from diagnosis.statistics.results import Result

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
        N_("Which part of children's work the outcome is."),
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
    ),
    Key("interactions", Shape.ANY, N_("Pairs of predictors whose products enter too.")),
    *SAMPLE_KEYS,
    Key("by", Shape.TEXT, N_("Predictor, such as sex, whose categories have models of their own.")),
    Key("two_way", Shape.TEXTS, N_("Predictors that may follow from the outcome as well, such as attendance.")),
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
    Key("card", Shape.TREE, N_("Survey, year, definition, age_from, age_to, chores: for a transfer.")),
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
        models = _models(records, spec, sample, read, _several(records, spec))
        return _of_models(models, warnings, spec)
    if "outcome" not in spec:
        raise MissingKeyError("outcome", says("Outcome of the model, as a column or a condition."))
    truth = truth_of(records, spec.tree_of("outcome") or "", "outcome")
    model = model_logit(read.predictors, truth, sample.design, **_options(spec, sample))
    profiles = _profiles(spec, model)
    data = numbers_of(model) | ({"profiles": profiles} if profiles else {})
    shown = shown_of(model, profiles, spec.number("confidence", 0.95))
    warnings += model.warnings
    kind = _kind_of(spec)
    if "by" in spec:
        models = _models(records, spec, sample, read, {"outcome": truth})
        data["models"] = [_model_data(one) for one in models.models[1:]]
        for one in models.models[1:]:
            shown += _shown(one, spec)
    if kind is not None:
        warnings += one_sided([kind], by=spec.column("by"))
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
        "verdict": model.verdict,
        "two_way": model.two_way,
        "card": model.card,
        "notes": model.notes,
    }


def _effect_data(one: Any) -> dict[str, Any]:
    return {
        "name": one.name,
        "ame": one.ame,
        "se": one.se,
        "interval": one.interval,
        "t": one.t,
        "p": one.p,
        "points": one.points,
        "points_interval": one.points_interval,
        "variable": one.variable,
        "category": one.category,
        "reference": one.reference,
        "change": one.change,
        "risk": one.risk,
        "reference_risk": one.reference_risk,
        "n": one.n,
        "n_category": one.n_category,
        "n_reference": one.n_reference,
        "verdict": one.verdict,
        "two_way": one.two_way,
    }
