"""How long a request waits for its database: asking and fetching, without making objects of the rows."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


class Asking:
    """Counts queries and adds up their time. SQLite works while rows are fetched, so that is counted too."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.queries = 0

    @contextmanager
    def watching(self, connection: Any) -> Iterator[None]:
        """Count while the block runs."""
        with connection.execute_wrapper(self):
            yield

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: object, many: bool, context: Mapping[str, Any]
    ) -> object:
        self.queries += 1
        begun = time.process_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.process_time() - begun
