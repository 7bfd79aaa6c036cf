"""What a person ticked of the desk review: the checklists of specification B3.1 B and C."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record


class StepState(models.TextChoices):
    """How looking for a kind of document ended."""

    DONE = "done", _("Gathered and read")
    NONE = "none", _("Looked for: there is none")
    REFUSED = "refused", _("Asked for: not handed over")


class DeskReviewStep(Record):
    """One step that nothing recorded can show. `step` is the code of its entry in the catalogue."""

    step = models.SlugField(max_length=60)
    state = models.CharField(max_length=7, choices=StepState)
    done_on = models.DateField()
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "step")
        constraints = [
            models.UniqueConstraint(fields=("territory", "step"), name="desk_review_step_once_per_territory")
        ]

    def __str__(self) -> str:
        return self.step
