"""Classes of areas by six methods, what chance leaves of them, and what another method would say."""

from diagnosis.statistics.classes.breaks import classify, goodness_of_fit
from diagnosis.statistics.classes.classification import ClassedArea, Classification, Reference
from diagnosis.statistics.classes.classifying import LEAST_AREAS, bounds_by, classify_areas
from diagnosis.statistics.classes.comparison import OtherMethod, compare_methods
from diagnosis.statistics.classes.jenks import jenks_breaks
from diagnosis.statistics.classes.membership import BORDERLINE, Membership, class_probabilities
from diagnosis.statistics.classes.methods import Method, names_of

__all__ = [
    "BORDERLINE",
    "LEAST_AREAS",
    "ClassedArea",
    "Classification",
    "Membership",
    "Method",
    "OtherMethod",
    "Reference",
    "bounds_by",
    "class_probabilities",
    "classify",
    "classify_areas",
    "compare_methods",
    "goodness_of_fit",
    "jenks_breaks",
    "names_of",
]
