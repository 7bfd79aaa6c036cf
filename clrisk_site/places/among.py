"""Asks for rows by very many values at once: one query and one parameter, however many they are."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Func
from django.db.models.sql.compiler import SQLCompiler


class Among(Func):
    """Whether a field holds one of some texts or whole numbers.

    `field__in` takes a parameter for each value. Django looks at each of them several times, and SQLite takes
    no more than so many in one query.

    Parameters
    ----------
    field : str
        Of the model that is asked, or of one that it refers to.
    values : iterable of str or int
        None matches nothing.
    """

    output_field = BooleanField()

    def __init__(self, field: str, values: Iterable[str | int]) -> None:
        super().__init__(F(field))
        self.values = sorted(set(values))

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,  # noqa: ARG002 - what any function of Django is given
        template: str | None = None,  # noqa: ARG002
        arg_joiner: str | None = None,  # noqa: ARG002
        **extra_context: Any,  # noqa: ARG002
    ) -> tuple[str, tuple[Any, ...]]:
        """Return the condition in the words of the database."""
        asked: Expression = self.get_source_expressions()[0]
        sql, params = compiler.compile(asked)
        if connection.vendor == "postgresql":
            return f"{sql} = ANY(%s)", (*params, self.values)
        return f"{sql} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(self.values))  # noqa: S608 - the column, as Django quoted it
