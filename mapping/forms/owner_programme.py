"""What the owner of a programme is asked about its definition, which holds wherever it is offered."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import FieldGroup, Group, grouped_fields, lines, narrow
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from mapping.actions.propose_changes import propose_changes
from mapping.forms.owner_offer import NO_DOCUMENT
from mapping.forms.programme import ProgrammeForm, check_year
from mapping.models import Evidence, Programme
from mapping.owner_facts import (
    DEFINITION_AIM,
    DEFINITION_ASKED,
    DEFINITION_ENTRY,
    DEFINITION_RULES,
    LABELS,
    SUPPORT,
)

_GROUPS = (
    Group(_("Rules of operation"), DEFINITION_RULES),
    Group(_("For whom and where"), DEFINITION_AIM),
    Group(_("How one enters"), DEFINITION_ENTRY),
    Group(_("Evidence"), SUPPORT, _("Your word is a claim; with a document it can be confirmed.")),
)
OLDEST = 120


class OwnerProgrammeForm(RecordForm[Programme]):
    """The definition for the programme's owner; name, institution, level and factors stay as they are."""

    class Meta:
        model = Programme
        fields = DEFINITION_ASKED
        labels = {name: LABELS[name] for name in DEFINITION_ASKED}
        help_texts = {
            name: words for name, words in ProgrammeForm.Meta.help_texts.items() if name in DEFINITION_ASKED
        }
        widgets = {
            **lines(
                "purpose",
                "benefit",
                "target_population",
                "requirements",
                "documents_requested",
                "how_to_apply",
            ),
            **narrow(4, "operation_rules_year"),
            **narrow(2, "age_from", "age_to"),
            **narrow(10, "benefit_mxn"),
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form."""
        return grouped_fields(self, _GROUPS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("age_from"), data.get("age_to")
        if first is not None and last is not None and last < first:
            self.add_error("age_to", gettext("The last age is lower than the first. Exchange them."))
        for name in ("age_from", "age_to"):
            if (data.get(name) or 0) > OLDEST:
                self.add_error(name, gettext("Write an age in years, up to 120."))
        check_year(self, "operation_rules_year", data.get("operation_rules_year"))
        if self.instance.evidence == Evidence.CONFIRMED and not data.get("evidence_document"):
            self.add_error("evidence_document", NO_DOCUMENT)
        return data

    def write(self, *, by: User) -> Programme:
        """Keep what the owner says for the coordinator to decide; the definition stays as it is."""
        programme = self.save(commit=False)
        propose_changes(record=programme, by=by, expected_version=self.expected_version)
        return programme
