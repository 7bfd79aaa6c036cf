"""Long lists of keys in pieces that every database takes in one statement."""

from collections.abc import Iterator, Sequence
from itertools import batched

BATCH = 500


def in_batches[T](keys: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Yield the keys, a batch at a time."""
    yield from batched(keys, BATCH)
