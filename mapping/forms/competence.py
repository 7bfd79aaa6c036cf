"""The forms of a power by norm: recorded over several matters at once, corrected one by one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.form_groups import lines
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from clrisk_site.places.names import search_form
from diagnosis.models import Factor
from mapping.actions.save_competences import save_competences
from mapping.attributions import CHILD_LABOUR
from mapping.models import Competence, CompetenceNature, Institution, Norm, NormReading
from mapping.owners import owner_paths

_CONTENT = ("nature", "norm", "document", "article", "summary", "illustrative")


class PowerForm(RecordForm[Competence]):
    """What every form of a power asks: over what, which power, and where the norm says so."""

    class Meta:
        model = Competence
        fields = _CONTENT
        labels = {
            "nature": _("What the norm lets it do"),
            "norm": _("Document of the checklist"),
            "document": _("Other document"),
            "article": _("Article"),
            "summary": _("What it says, in your own words"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "nature": _("If the norm gives no power over the factor, record that too: then it is known."),
            "document": _("Only where the checklist does not have it. Write its title as it is printed."),
            "article": _("For example: art. 14, fraction II. Empty means that nobody noted it yet."),
            "summary": _("One or two sentences. The text itself stays behind its link."),
        }
        error_messages = {"nature": {"required": _("Choose what the norm lets the institution do.")}}
        widgets = {"nature": forms.RadioSelect(choices=CompetenceNature.choices), **lines("summary")}

    MATTER = "factors"  # the field that says over what

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nature"] = forms.ChoiceField(
            choices=CompetenceNature.choices,
            label=_("What the norm lets it do"),
            help_text=self.fields["nature"].help_text,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what the norm lets the institution do.")},
        )
        self.fields["norm"] = forms.ModelChoiceField(
            self._norms(),
            label=_("Document of the checklist"),
            help_text=_("Those that were found or read. Norms are recorded in the checklist."),
            empty_label=str(_("None of these")),
            required=False,
        )
        self.fields["document"].required = False
        if self.instance.norm_id:
            self.initial["document"] = ""  # the checklist names it
        self.fields[self.MATTER] = self._matter_field()
        self.order_fields([self.MATTER, *_CONTENT])

    @property
    def chosen(self) -> list[int | None]:
        """Key of each factor that was chosen; None is child labour itself."""
        given = self.cleaned_data.get(self.MATTER) or []
        ticked = [given] if isinstance(given, str) else given
        return [None if one == CHILD_LABOUR else int(one) for one in ticked]

    def clean(self) -> dict[str, Any]:
        """Check that a document is named, was read, and does not contradict what is recorded."""
        data = super().clean() or {}
        norm, typed = data.get("norm"), " ".join((data.get("document") or "").split())
        if norm and typed and typed != norm.name:
            words = gettext("Choose a document of the checklist, or write another one, not both.")
            self.add_error("document", words)
            return data
        if norm is None and typed:
            norm = data["norm"] = self._norm_titled(typed)
            if "document" in self.errors:
                return data
        document = data["document"] = norm.name if norm else typed
        if document and (nature := data.get("nature")):
            self._check_nature(norm, nature)
            self._check_recorded(document, nature)
        elif not document and "norm" not in self.errors:
            words = gettext("Choose the document, or write its title, for example Ley Orgánica Municipal.")
            self.add_error("document", words)
        return data

    def _norm_titled(self, typed: str) -> Norm | None:
        """Return the norm of the checklist whose title was typed; accents and capitals tell none apart."""
        seen = Norm.objects.filter(territory__path__in=owner_paths(self.instance.territory))
        norm = next((one for one in seen if search_form(one.name) == search_form(typed)), None)
        if norm is not None and norm.reading not in (NormReading.FOUND, NormReading.READ):
            words = gettext(
                "The checklist says that this document was not found. Correct the checklist first."
            )
            self.add_error("document", words)
            return None
        return norm

    def _check_nature(self, norm: Norm | None, nature: str) -> None:
        if nature == CompetenceNature.NONE and norm is not None and norm.reading != NormReading.READ:
            words = gettext("Only who read a document knows that it gives no power. Mark it as read first.")
            self.add_error("nature", words)

    def _check_recorded(self, document: str, nature: str) -> None:
        """Refuse what is recorded already, and a document that gives a power and none at once."""
        stored = Competence.objects.filter(
            institution_id=self.instance.institution_id,
            document__iexact=document,
            territory__path__in=owner_paths(self.instance.territory),
        )
        wanted = set(self.chosen)
        there = [
            row
            for row in stored.exclude(pk=self.instance.pk).select_related("factor")
            if row.factor_id in wanted
        ]
        same = [_matter_of(row) for row in there if row.nature == nature]
        gives = nature != CompetenceNature.NONE
        contrary = [_matter_of(row) for row in there if (row.nature != CompetenceNature.NONE) != gives]
        if same:
            words = gettext("This power with this norm is already recorded over: %(matters)s.")
            self.add_error(self.MATTER, words % {"matters": ", ".join(same)})
        if contrary:
            words = gettext(
                "The contrary is recorded of this document over: %(matters)s. Correct that first."
            )
            self.add_error("nature", words % {"matters": ", ".join(dict.fromkeys(contrary))})

    def _norms(self) -> QuerySet[Norm]:
        seen = Norm.objects.filter(territory__path__in=owner_paths(self.instance.territory))
        return seen.filter(reading__in=(NormReading.FOUND, NormReading.READ))

    def _matter_field(self) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self._matters(),
            label=_("Over what"),
            help_text=_("Tick everything that the article speaks of."),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one: child labour itself, or a factor.")},
        )

    def _matters(self) -> list[tuple[str, str]]:
        held = [self.instance.factor_id] if self.instance.factor_id else []
        factors = offered(Factor, self.instance.territory.country, also=held)
        return [(CHILD_LABOUR, gettext("Child labour itself")), *((str(one.pk), str(one)) for one in factors)]


def _matter_of(row: Competence) -> str:
    return str(row.factor) if row.factor is not None else gettext("Child labour itself")


class CompetenceForm(PowerForm):
    """A new power of one institution, over as many matters as the article names."""

    def write(self, *, by: User) -> Competence:
        """Save one power for each matter, all or none."""
        return save_competences(competence=self.save(commit=False), factors=self.chosen, by=by)


class NormCompetenceForm(CompetenceForm):
    """A new power read in one document; whose it is, is asked too.

    Parameters
    ----------
    institutions : QuerySet of Institution
        Those that the place sees.
    edits : callable
        Whether the person may edit an institution; a power of another one is recorded for the place alone.
    """

    def __init__(
        self,
        *args: Any,
        institutions: QuerySet[Institution],
        edits: Callable[[Institution], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._edits = edits
        self.fields["institution"] = forms.ModelChoiceField(
            institutions,
            label=_("Institution"),
            help_text=_("If it is missing, record the institution first."),
            error_messages={"required": _("Choose the institution that the article speaks of.")},
        )
        self.order_fields(["institution"])

    def clean(self) -> dict[str, Any]:
        """Give the power to the institution, and to its owner where the person and the document reach it."""
        institution: Institution | None = self.cleaned_data.get("institution")
        if institution is not None:
            self.instance.institution, owner = institution, institution.territory
            norm: Norm | None = self.cleaned_data.get("norm")
            is_seen = norm is None or norm.territory.path in owner_paths(owner)
            if is_seen and self._edits(institution):
                self.instance.territory = owner
        return super().clean()


class CompetenceEditForm(PowerForm):
    """A power that is recorded: one matter, one nature."""

    MATTER = "matter"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["matter"] = str(self.instance.factor_id or CHILD_LABOUR)

    def _matter_field(self) -> forms.Field:
        return forms.ChoiceField(
            choices=self._matters(),
            label=_("Over what"),
            error_messages={"required": _("Choose child labour itself, or a factor.")},
        )

    def write(self, *, by: User) -> Competence:
        """Save the power over what was chosen."""
        self.instance.factor_id = self.chosen[0]
        return super().write(by=by)
