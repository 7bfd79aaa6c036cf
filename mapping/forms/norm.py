"""The form of a document that gives powers: what it is, where it stands, and how far it was read."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import (
    FieldGroup,
    Group,
    choose_known,
    grouped_fields,
    is_taken,
    lines,
    narrow,
)
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from mapping.actions.save_norm import save_norm
from mapping.models import Known, Norm, NormKind, NormReading
from mapping.norm_checklist import LEVELS

OLDEST_YEAR = 1800
_ABSENT = (NormReading.SOUGHT, NormReading.NONE)
_GROUPS = (
    Group(_("The document"), ("kind", "level", "name", "year", "website")),
    Group(_("How far it was read"), ("reading", "read_on")),
    Group(
        _("Child labour"),
        ("is_child_labour_specific", "child_labour_article"),
        _("Whether it speaks of child labour itself, beside the powers over factors."),
    ),
    Group(_("Note"), ("note", "illustrative")),
)


class NormForm(RecordForm[Norm]):
    """One document of one level; what it gives is recorded as powers of institutions."""

    class Meta:
        model = Norm
        fields = tuple(name for group in _GROUPS for name in group.names)
        labels = {
            "kind": _("Kind of document"),
            "level": _("Level of government"),
            "name": _("Title"),
            "year": _("Year of the text that was read"),
            "website": _("Link to the text"),
            "reading": _("How far has it been read?"),
            "read_on": _("Day on which it was read or looked for"),
            "is_child_labour_specific": _("Does it speak of child labour itself?"),
            "child_labour_article": _("In which article"),
            "note": _("What to remember of this document"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "name": _("As it is printed. Leave it empty while the document is only being sought."),
            "website": _("A file can be attached on the page of the document."),
            "reading": _("That none exists is a finding too: the municipality need not look again."),
            "child_labour_article": _("For example: art. 47, fraction VI."),
        }
        error_messages = {
            "kind": {"required": _("Choose the kind of document.")},
            "level": {"required": _("Choose the level of government that issued it.")},
            "reading": {"required": _("Choose how far it has been read.")},
        }
        widgets = {
            "reading": forms.RadioSelect,
            **choose_known("is_child_labour_specific"),
            **lines("note"),
            **narrow(4, "year"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [("", self.fields["kind"].choices[0][1]), *((one.value, one.label) for one in LEVELS)]  # type: ignore[attr-defined]  # a choice field
        self.fields["level"].choices = levels  # type: ignore[attr-defined]  # a choice field
        self.fields["name"].required = False

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets."""
        return grouped_fields(self, _GROUPS)

    def clean(self) -> dict[str, Any]:
        """Check the title, the days, and that what was not read says nothing."""
        data = super().clean() or {}
        self._check_name(data)
        year = data.get("year")
        if year is not None and not OLDEST_YEAR <= year <= timezone.localdate().year + 1:
            self.add_error("year", gettext("Write a year of four digits, for example 2015."))
        self._check_day(data.get("reading"), data.get("read_on"))
        self._check_content(data)
        return data

    def _check_name(self, data: dict[str, Any]) -> None:
        reading, kind, level = data.get("reading"), data.get("kind"), data.get("level")
        name = " ".join((data.get("name") or "").split())
        if not name and reading in _ABSENT and kind and level:
            words = {"kind": NormKind(kind).label, "level": dict(self.fields["level"].choices)[level]}  # type: ignore[attr-defined]  # a choice field
            name = gettext("%(kind)s (%(level)s)") % words
        data["name"] = name
        if not name and reading:
            self.add_error("name", gettext("Write the title of the document, as it is printed."))
        elif name and is_taken(self, territory=self.instance.territory, name=name):
            self.add_error("name", gettext("A document of this title is already recorded here."))

    def _check_day(self, reading: str | None, day: dt.date | None) -> None:
        if day is None:
            return
        if day > timezone.localdate():
            self.add_error("read_on", gettext("This date is still to come. Write the day it was read."))
        elif reading in (NormReading.SOUGHT, NormReading.FOUND):
            words = gettext(
                "Only what was read, or confirmed not to exist, has a day. Change one of the two."
            )
            self.add_error("read_on", words)

    def _check_content(self, data: dict[str, Any]) -> None:
        reading, says = data.get("reading"), data.get("is_child_labour_specific")
        if reading in _ABSENT:
            if says not in (None, Known.UNKNOWN):
                words = gettext("Nobody has it, so nobody knows what it says. Choose “Not known yet”.")
                self.add_error("is_child_labour_specific", words)
            if self.instance.pk and self.instance.competences.exists():
                words = gettext("Powers were read in this document, so it was found. Remove them first.")
                self.add_error("reading", words)
        if data.get("child_labour_article") and says != Known.YES:
            words = gettext("An article is named, so it speaks of child labour. Choose “Yes”, or empty it.")
            self.add_error("child_labour_article", words)

    def write(self, *, by: User) -> Norm:
        """Save the norm and what cites it in one transaction."""
        return save_norm(
            norm=self.save(commit=False), by=by, expected_version=self.cleaned_data["version"] or None
        )
