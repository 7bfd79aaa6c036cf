"""The base of every form that edits a record: it carries the version that was read."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.models import User
from clrisk_site.people.record import Record
from clrisk_site.people.tickets import FIELD
from clrisk_site.people.writing import create_record, save_record

# Django's words for an empty choice, which it has in English alone; marked here, they are in our catalogue.
NOTHING_CHOSEN = _("- Select an option -")
LONGEST_TEXT = 10_000  # characters of a field with no limit of its own: some four pages

FORMS: dict[str, type[forms.BaseForm]] = {}  # by the name that a ticket carries


class RecordForm[R: Record](forms.ModelForm[R]):
    """A model form whose hidden `version` tells which state of the record the person saw.

    `submission` is the ticket of its showing: see people.tickets. `edit_record` writes and reads it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    submission = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        FORMS[cls.name()] = cls

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if self.instance.pk:
            self.initial["version"] = self.instance.version
        # Browsers fill hidden fields of a reloaded page with what stood there before.
        for name in ("version", FIELD):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        _limit_texts(self)
        name_faults(self)

    @classmethod
    def name(cls) -> str:
        """The name by which a ticket refers to this form."""
        return f"{cls.__module__}.{cls.__qualname__}"

    def clean_version(self) -> int:
        """Zero stands for a record that was not there yet: whoever saw none has seen no version of it."""
        return cast("int", self.cleaned_data["version"] or 0)

    @property
    def related(self) -> dict[str, Iterable[models.Model]]:
        """The many-to-many choices, to be written together with the record."""
        names = {field.name for field in self._meta.model._meta.many_to_many}
        return {name: value for name, value in self.cleaned_data.items() if name in names}

    @property
    def expected_version(self) -> int:
        """The version that the person saw."""
        return cast("int", self.cleaned_data["version"])

    def write(self, *, by: User) -> R:
        """Save what was typed; a form whose record has rows of its own calls an action instead.

        Raises
        ------
        ConflictError
            When somebody saved the record since it was read.
        """
        record = self.save(commit=False)
        if record.pk is None:
            return create_record(record, by=by, related=self.related)
        return save_record(record, by=by, expected_version=self.expected_version, related=self.related)


def _limit_texts(form: forms.BaseForm) -> None:
    """Refuse a text that nobody meant to paste; the box itself cuts nothing, so that it can be shortened."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and field.max_length is None and not field.widget.is_hidden:
            field.max_length = LONGEST_TEXT
            field.validators = [*field.validators, MaxLengthValidator(LONGEST_TEXT)]
