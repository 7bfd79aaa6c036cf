"""Forms of the codebook: a local variable, a topic that is part of the diagnosis. Recodes: recode.py."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import CodebookVariable, Factor, InclusionChoice, LocalVariable, Recode
from diagnosis.queries.codebook import key_of

SIGN = "="
LONGEST_CODE, LONGEST_TEXT = 20, 120


class LocalVariableForm(NamelessForm[LocalVariable]):
    """A variable that the method lacks. It needs a reason, and two categories or more."""

    listed = forms.CharField(
        label=_("Categories"),
        help_text=_("One on each line: its code, an equals sign and its name. For example: 1 = Yes"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    field_order = ("title", "name", "column", "listed", "factor", "reason")

    class Meta:
        model = LocalVariable
        fields = ("title", "name", "column", "factor", "reason")
        labels = {
            "title": _("What it is"),
            "name": _("Short name"),
            "column": _("Column"),
            "factor": _("Factor it describes"),
            "reason": _("Why it is added"),
        }
        help_texts = {
            "title": _("For example: Sex of the household head."),
            "name": _("As files and results name it: small letters without accents, such as sex_jefe."),
            "column": _("A variable of the state is cut otherwise than one of the municipality."),
            "reason": _("For example: the literature names it, or the coordination space asked for it."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
            "column": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance
        also = [own.factor_id] if own.factor_id else []
        factors = self.fields["factor"]
        if isinstance(factors, forms.ModelChoiceField):
            factors.queryset = offered(Factor, own.territory.country, also=also)
            factors.empty_label = _("None of them")
        self.initial["listed"] = "\n".join(f"{one['code']} {SIGN} {one['text']}" for one in own.categories)

    def clean_name(self) -> str:
        """Return the name without accents and capitals, as files write it."""
        return str(slugify(self.cleaned_data["name"])).replace("-", "_")[:30]

    def clean_listed(self) -> list[dict[str, str]]:
        """Return the categories that were typed."""
        lines = [line.strip() for line in self.cleaned_data["listed"].splitlines() if line.strip()]
        found = [_category(line) for line in lines]
        codes = [one["code"] for one in found]
        repeated = sorted({code for code in codes if codes.count(code) > 1})
        if repeated:
            words = gettext("These codes come twice: %(codes)s. Give each category a code of its own.")
            raise forms.ValidationError(words % {"codes": ", ".join(repeated)})
        if len(found) < 2:
            raise forms.ValidationError(_("A variable has at least two categories. Write one on each line."))
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a name that is taken in this column, and a new key while recodes use the old one."""
        cleaned = super().clean() or {}
        name, column, own = cleaned.get("name"), cleaned.get("column"), self.instance
        if not (name and column):
            return cleaned
        if CodebookVariable.objects.filter(column=column, name=name).exists():
            self.add_error(
                "name", _("The method has a variable of this name in this column. Choose another.")
            )
        others = LocalVariable.objects.filter(territory=own.territory, column=column, name=name)
        if others.exclude(pk=own.pk).exists():
            self.add_error("name", _("You already added a variable of this name in this column."))
        self._keep_recodes(key_of(column, name), {one["code"] for one in cleaned.get("listed") or ()})
        return cleaned

    def _keep_recodes(self, key: str, codes: set[str]) -> None:
        if self.instance.pk is None:
            return
        stored = LocalVariable.objects.filter(pk=self.instance.pk).first()
        if stored is None:
            return
        was = key_of(stored.column, stored.name)
        used = Recode.objects.filter(territory=stored.territory, variable=was)
        reached = {code for recode in used for code in recode.mapping.values() if code}
        if was != key and reached:
            self.add_error("name", _("Recodes use this name and column. Remove them first, or keep both."))
        elif codes and reached - codes:
            words = gettext("Recodes lead to these categories, so they must stay: %(codes)s.")
            self.add_error("listed", words % {"codes": ", ".join(sorted(reached - codes))})

    def save(self, commit: bool = True) -> LocalVariable:  # noqa: FBT001, FBT002 - Django's signature
        self.instance.categories = self.cleaned_data["listed"]
        return super().save(commit)


def _category(line: str) -> dict[str, str]:
    code, sign, text = (part.strip() for part in line.partition(SIGN))
    if not (code and sign and text):
        words = gettext("“%(line)s” is no category. Write its code, an equals sign and its name: 1 = Yes")
        raise forms.ValidationError(words % {"line": line[:LONGEST_TEXT]})
    if len(code) > LONGEST_CODE or len(text) > LONGEST_TEXT:
        words = gettext("“%(line)s…” is too long. A code has up to 20 characters, a name up to 120.")
        raise forms.ValidationError(words % {"line": line[:40]})
    return {"code": code, "text": text}


class InclusionForm(NamelessForm[InclusionChoice]):
    """Whether a topic is part of the diagnosis; leaving it out needs a reason (R13)."""

    included = forms.TypedChoiceField(
        label=_("Is it part of the diagnosis?"),
        choices=(("yes", _("Yes")), ("no", _("No"))),
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = InclusionChoice
        fields = ("included", "reason")
        labels = {"reason": _("Reason, or how it is included")}
        help_texts = {
            "reason": _("Needed when it is left out. For example: no source of the municipality asks for it.")
        }
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["included"] = "yes" if self.instance.included else "no"

    def clean(self) -> dict[str, Any]:
        """Refuse to leave a topic out in silence."""
        cleaned = super().clean() or {}
        if cleaned.get("included") is False and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why it is left out; without a reason it must be included."))
        return cleaned
