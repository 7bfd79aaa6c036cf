"""What filters over rows that were read already share: how such a row stands is judged, not stored."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms


class RowFilter[Row](ABC):
    """Keeps the rows that match what was typed; a filter with a fault in it keeps all."""

    form_class: ClassVar[type[forms.Form]]

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.form = self.form_class(data)

    @property
    def is_active(self) -> bool:
        """Whether anything is chosen."""
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    def kept(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return the rows that match."""
        if not self.form.is_valid():
            return tuple(rows)
        return tuple(row for row in rows if self.matches(row, self.form.cleaned_data))

    @abstractmethod
    def matches(self, row: Row, wanted: Mapping[str, Any]) -> bool:
        """Whether a row is what was asked for."""
