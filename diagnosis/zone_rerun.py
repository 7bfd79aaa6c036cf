"""Says how a stored proposal of zones is computed again from stored data."""

from diagnosis.models import Technique
from diagnosis.queries.zone_proposal import compute, read_inputs
from diagnosis.recomputing import Recomputation, register


def register_zones() -> None:
    """Called when the app is ready."""
    register(Technique.ZONES, Recomputation(inputs=read_inputs, compute=compute))
