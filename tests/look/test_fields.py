"""A field's label, hint and error stand where aria-describedby says, in every kind of field."""

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from clrisk_site.pages.gallery.forms import EveryFieldForm


@pytest.fixture
def wrong_form() -> EveryFieldForm:
    with translation.override("es"):
        form = EveryFieldForm({"name": "Estancias", "places": "treinta", "redirected": "maybe"})
        form.is_valid()
    return form


@pytest.mark.parametrize("name", list(EveryFieldForm.base_fields))
def test_whatever_describes_a_field_is_on_the_page(wrong_form: EveryFieldForm, name: str) -> None:
    html = str(wrong_form[name].as_field_group())
    for identifier in (wrong_form[name].aria_describedby or "").split():
        assert f'id="{identifier}"' in html


def test_a_label_belongs_to_its_control(wrong_form: EveryFieldForm) -> None:
    html = str(wrong_form["name"].as_field_group())
    assert 'for="id_name"' in html
    assert 'id="id_name"' in html


def test_what_was_typed_comes_back(wrong_form: EveryFieldForm) -> None:
    html = str(wrong_form["places"].as_field_group())
    assert 'value="treinta"' in html
    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html
    assert "govuk-form-group--error" in html


def test_an_optional_field_says_so(wrong_form: EveryFieldForm) -> None:
    assert "c-optional" in str(wrong_form["purpose"].as_field_group())
    assert "c-optional" not in str(wrong_form["name"].as_field_group())


def test_the_summary_leads_to_each_wrong_field(wrong_form: EveryFieldForm) -> None:
    html = render_to_string("components/error_summary.html", {"form": wrong_form})
    page = str(wrong_form)
    for identifier in ("id_places", "id_date", "id_level", "id_redirected_0"):
        assert f'href="#{identifier}"' in html
        assert f'id="{identifier}"' in page


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


def test_radios_are_one_group_with_a_legend(wrong_form: EveryFieldForm) -> None:
    html = str(wrong_form["redirected"].as_field_group())
    assert html.index("<fieldset") < html.index("<legend") < html.index('type="radio"')
    assert "aria-invalid" not in html
