"""The form of what a municipality knows of one factor: direction, weight, effect, source."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Direction, FactorWeight


class FactorWeightForm(NamelessForm[FactorWeight]):
    """An empty number means "not published"; a number needs its source and year."""

    NAMES_PASS = ("source",)

    class Meta:
        model = FactorWeight
        fields = (
            "is_priority",
            "direction",
            "effect_points",
            "effect_lower",
            "effect_upper",
            "weight",
            "source",
            "year",
            "note",
        )
        labels = {
            "is_priority": _("Priority factor in this municipality"),
            "direction": _("Direction of the association"),
            "effect_points": _("Difference in percentage points"),
            "effect_lower": _("Lower end of the interval"),
            "effect_upper": _("Upper end of the interval"),
            "weight": _("Published weight"),
            "source": _("Source"),
            "year": _("Year"),
            "note": _("Note"),
        }
        help_texts = {
            "is_priority": _("Priority factors make up the index of the areas and the rows of the supply."),
            "effect_points": _("As published, with its sign. Leave it empty if nobody published it."),
            "weight": _("Zero or more. Empty means not published: equal weights are used and said."),
            "source": _("Producer and title. Compulsory once there is a number."),
        }
        widgets = {
            "direction": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
            **dict.fromkeys(
                ("effect_points", "effect_lower", "effect_upper", "weight", "year"),
                forms.NumberInput(attrs={"class": "govuk-input--width-5", "step": "any"}),
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Check that numbers agree with each other and name their source."""
        cleaned = super().clean() or {}
        taken = FactorWeight.objects.filter(territory=self.instance.territory, factor=self.instance.factor)
        if self.instance.pk is None and taken.exists():
            raise forms.ValidationError(_("Someone has just recorded this factor. Open it again to edit it."))
        self._check_source(cleaned)
        self._check_interval(cleaned)
        self._check_sign(cleaned)
        return cleaned

    def _check_source(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("effect_points") is None and cleaned.get("weight") is None:
            return
        for name, message in (
            ("source", _("Write who published the number, for example: INEGI, Encuesta Intercensal.")),
            ("year", _("Write the year of the data, for example 2015.")),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, message)

    def _check_interval(self, cleaned: dict[str, Any]) -> None:
        effect, lower, upper = (cleaned.get(f"effect_{end}") for end in ("points", "lower", "upper"))
        if lower is None and upper is None:
            return
        if lower is None or upper is None:
            missing = "effect_lower" if lower is None else "effect_upper"
            self.add_error(missing, _("An interval has two ends. Write both or leave both empty."))
        elif effect is None or not lower <= effect <= upper:
            self.add_error("effect_points", _("The difference must lie inside its interval."))

    def _check_sign(self, cleaned: dict[str, Any]) -> None:
        effect, direction = cleaned.get("effect_points"), cleaned.get("direction")
        against = {str(Direction.RAISES): -1, str(Direction.LOWERS): 1}.get(str(direction), 0)
        if effect and effect * against > 0:
            self.add_error(
                "direction", _("The sign of the difference and the direction contradict each other.")
            )
