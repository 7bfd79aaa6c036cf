"""The filter of a counting. That of the list of programmes lies in `mapping.programme_filter`."""

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mapping.models import BeneficiaryCount


class CountingFilter(filters.FilterSet):
    """Programme and sex of one counting: which part of its protected table is shown."""

    programme = filters.ChoiceFilter(label=_("Programme"), empty_label=_("All"), method="untouched")
    sex = filters.ChoiceFilter(label=_("Sex"), empty_label=_("All"), method="untouched")

    class Meta:
        model = BeneficiaryCount
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        *args: Any,
        programmes: Sequence[tuple[str, str]],
        sexes: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, queryset=BeneficiaryCount.objects.none(), **kwargs)
        self.filters["programme"].extra["choices"] = programmes
        self.filters["sex"].extra["choices"] = sexes
        if len(programmes) < 2:
            del self.filters["programme"]
        if len(sexes) < 2:
            del self.filters["sex"]

    @property
    def chosen(self) -> tuple[str, str]:
        """Programme and sex, each "" for all; what is not offered chooses nothing."""
        data = self.form.cleaned_data if self.form.is_valid() else {}
        return str(data.get("programme") or ""), str(data.get("sex") or "")

    @property
    def is_active(self) -> bool:
        """Whether anything is chosen."""
        return any(self.chosen)

    def untouched(
        self, queryset: QuerySet[BeneficiaryCount], _name: str, _value: str
    ) -> QuerySet[BeneficiaryCount]:
        """Leave the rows: what is shown is cut from the protected table, not counted anew."""
        return queryset
