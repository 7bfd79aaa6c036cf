"""What forms say of a wrong field: its name, what is wrong and how to mend it."""

from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from clrisk_site.people.fields import MoneyField, YearField
from clrisk_site.people.form_faults import name_faults


class Sample(forms.Form):
    name = forms.CharField(label="Nombre", max_length=5)
    email = forms.EmailField(label="Correo", required=False)
    day = forms.DateField(label="Primer día", required=False)
    count = forms.IntegerField(label="Cuántos, en %", required=False, min_value=1, max_value=100)
    share = forms.DecimalField(label="Parte", required=False, max_digits=5, decimal_places=2)
    role = forms.ChoiceField(label="Papel, en %", required=False, choices=[("a", "A")])
    roles = forms.MultipleChoiceField(label="Papeles", required=False, choices=[("a", "A")])
    site = forms.URLField(label="Página", required=False)
    year = YearField(label="Año", required=False)
    amount = MoneyField(label="Monto", required=False)
    own = forms.DateField(label="Otro", required=False, error_messages={"invalid": "Con palabras propias."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_faults(self)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Falta «Nombre»"),
        ("name", "Nombres", "«Nombre» tiene 7 caracteres y caben 5. Acórtelo."),
        ("name", "a\0b", "«Nombre» contiene un carácter que no se puede guardar."),
        ("email", "ana@", "«Correo» no es una dirección de correo."),
        ("day", "32/13/2026", "«Primer día» no es una fecha. Escriba día, mes y año, por ejemplo"),
        ("count", "doce", "«Cuántos, en %» no es un número entero."),
        ("count", "0", "«Cuántos, en %» es demasiado bajo. Escriba 1 o más."),
        ("count", "101", "«Cuántos, en %» es demasiado alto. Escriba 100 o menos."),
        ("share", "x", "«Parte» no es un número."),
        ("share", "1.234", "«Parte» tiene demasiadas cifras después del punto. Caben 2."),
        ("role", "administrator", "Lo elegido en «Papel, en %» no se ofrece aquí."),
        ("roles", ["b"], "Lo elegido en «Papeles» no se ofrece aquí."),
        ("site", "a b", "«Página» no es una dirección web."),
        ("year", "20", "Escriba el año con cuatro cifras"),
        ("amount", "-1", "Escriba una cantidad de cero o más"),
        ("own", "x", "Con palabras propias."),
    ],
)
def test_fault_names_its_field_and_the_cure(field: str, typed: object, said: str) -> None:
    with override("es"):
        errors = Sample({"name": "Ana", field: typed}).errors
        assert list(errors) == [field]
        assert len(errors[field]) == 1
        assert str(errors[field][0]).startswith(said), errors[field]


def test_code_that_nobody_offered_is_not_shown() -> None:
    with override("es"):
        assert "administrator" not in str(Sample({"name": "Ana", "role": "administrator"}).errors["role"])
