"""The composite index of small areas: its proxies, scales and weights, and how far it depends on them."""

from diagnosis.statistics.composite.children import AreaChildren, AssumedShare, children_of
from diagnosis.statistics.composite.columns import LEAST_CHILDREN, Excluded
from diagnosis.statistics.composite.errors import NoIndexError
from diagnosis.statistics.composite.index import LEAST_OBSERVED
from diagnosis.statistics.composite.report import IndexReport, ReportedArea, report_index
from diagnosis.statistics.composite.scales import Mean, Recipe, Scale
from diagnosis.statistics.composite.sensitivity import Change, Scenario, sensitivity
from diagnosis.statistics.composite.weighing import LARGEST_WEIGHT, Proxy, WeightSource, contradictions, weigh

__all__ = [
    "LARGEST_WEIGHT",
    "LEAST_CHILDREN",
    "LEAST_OBSERVED",
    "AreaChildren",
    "AssumedShare",
    "Change",
    "Excluded",
    "IndexReport",
    "Mean",
    "NoIndexError",
    "Proxy",
    "Recipe",
    "ReportedArea",
    "Scale",
    "Scenario",
    "WeightSource",
    "children_of",
    "contradictions",
    "report_index",
    "sensitivity",
    "weigh",
]
