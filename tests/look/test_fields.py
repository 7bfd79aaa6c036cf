"""A field's label, hint and error stand where aria-describedby says, in every kind of field."""

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from clrisk_site.pages.gallery.forms import FIELDS
from clrisk_site.people.fields import KnownField, LongTextField, MoneyField, PercentField, YearField


def bound(name: str, state: str) -> forms.BoundField:
    with translation.override("es"):
        field = FIELDS[name].bound(state)
        field.form.is_valid()
    return field


@pytest.mark.parametrize("state", ["empty", "full", "error"])
@pytest.mark.parametrize("name", FIELDS)
def test_whatever_describes_a_field_is_on_the_page(name: str, state: str) -> None:
    field = bound(name, state)
    html = str(field.as_field_group())
    for identifier in (field.aria_describedby or "").split():
        assert f'id="{identifier}"' in html


@pytest.mark.parametrize("name", FIELDS)
def test_a_good_answer_passes_and_a_wrong_one_is_named(name: str) -> None:
    assert not bound(name, "full").errors
    wrong = bound(name, "error")
    assert wrong.errors
    html = str(wrong.as_field_group())
    assert "govuk-form-group--error" in html
    assert "govuk-error-message" in html


@pytest.mark.parametrize("name", FIELDS)
def test_the_summary_leads_to_the_control(name: str) -> None:
    wrong = bound(name, "error")
    summary = render_to_string("components/error_summary.html", {"form": wrong.form})
    target = summary.split('href="#')[1].split('"')[0]
    assert f'id="{target}"' in str(wrong.as_field_group())


def test_a_label_belongs_to_its_control() -> None:
    html = str(bound("field-text", "empty").as_field_group())
    assert 'for="empty_answer"' in html
    assert 'id="empty_answer"' in html


def test_what_was_typed_comes_back() -> None:
    html = str(bound("field-unit", "error").as_field_group())
    assert 'value="treinta"' in html
    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html


def test_an_optional_field_says_so() -> None:
    assert "c-optional" in str(bound("field-long-text", "empty").as_field_group())
    assert "c-optional" not in str(bound("field-text", "empty").as_field_group())


def test_a_unit_stands_beside_its_number_and_is_no_attribute() -> None:
    html = str(bound("field-money", "full").as_field_group())
    assert html.index("govuk-input__prefix") < html.index("<input") < html.index("govuk-input__suffix")
    assert "before=" not in html
    assert "after=" not in html
    assert 'inputmode="decimal"' in html


def test_a_long_text_is_not_cut_by_the_browser() -> None:
    html = str(bound("field-long-text", "error").as_field_group())
    assert "maxlength" not in html
    assert 'data-limit="200"' in html
    assert "Hasta 200 letras" in html


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (LongTextField(limit=5), ["cinco"], ["seis +"]),
        (MoneyField(), ["0", "151200.50", "$151,200", "1,151,200.5"], ["-1", "x", "1,51", "1,2,3", "9.999"]),
        (PercentField(), ["0", "100"], ["100.1", "-1"]),
        (YearField(), ["2020", "1900"], ["20", "1899", "20200"]),
        (KnownField(), ["yes", "no", "unknown"], ["", "maybe"]),
    ],
)
def test_limits_of_a_field(field: forms.Field, good: list[str], bad: list[str]) -> None:
    for value in good:
        field.clean(value)
    for value in bad:
        with pytest.raises(forms.ValidationError):
            field.clean(value)


def test_the_empty_choice_is_no_answer_to_a_required_question() -> None:
    class Form(forms.Form):
        answer = forms.ChoiceField(
            choices=(("", "---"), ("yes", "Sí"), ("no", "No")), widget=forms.RadioSelect
        )
        wish = forms.ChoiceField(
            choices=(("", "---"), ("yes", "Sí")), widget=forms.RadioSelect, required=False
        )

    form = Form({})
    assert 'value=""' not in str(form["answer"])
    assert 'value=""' in str(form["wish"])
    summary = render_to_string("components/error_summary.html", {"form": form})
    assert 'href="#id_answer_1"' in summary
    assert 'id="id_answer_1"' in str(form["answer"])


def test_radios_are_one_group_with_a_legend() -> None:
    html = str(bound("field-radios", "error").as_field_group())
    assert html.index("<fieldset") < html.index("<legend") < html.index('type="radio"')
    assert "aria-invalid" not in html
