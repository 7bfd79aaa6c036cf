"""A form with every kind of field, and a list's filters, to look at their empty, filled and wrong states."""

from django import forms

YES_NO_UNKNOWN = (("yes", "Sí"), ("no", "No"), ("unknown", "No se sabe"))


class EveryFieldForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nombre del programa", help_text="Como lo llama la institución.")
    purpose = forms.CharField(
        label="Qué ofrece",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Una o dos frases.",
    )
    places = forms.IntegerField(label="Lugares al año", min_value=0, help_text="Por ejemplo, 60.")
    date = forms.DateField(
        label="Fecha de la sesión",
        help_text="Día, mes y año. Por ejemplo, 10/06/2026.",
        error_messages={"required": "Escriba la fecha de la sesión, por ejemplo 10/06/2026"},
    )
    level = forms.ChoiceField(
        label="Nivel de gobierno",
        choices=(("", "Elija un nivel"), ("state", "Estatal"), ("municipal", "Municipal")),
    )
    redirected = forms.ChoiceField(
        label="¿Puede llegar a otra zona?",
        choices=YES_NO_UNKNOWN,
        widget=forms.RadioSelect,
        help_text="Si no hay documento que lo diga, elija «No se sabe».",
        error_messages={"required": "Elija una respuesta"},
    )
    factors = forms.MultipleChoiceField(
        label="Factores a los que responde",
        choices=(
            ("school", "No asiste a la escuela"),
            ("chores", "Quehaceres de 21 horas o más"),
            ("size", "Hogar grande"),
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    document = forms.FileField(
        label="Documento que lo demuestra", required=False, help_text="PDF de hasta 10 MB."
    )
    confirmed = forms.BooleanField(label="La institución confirmó estos datos", required=False)


class FilterForm(forms.Form):
    """The filters of a list."""

    text = forms.CharField(label="Texto", required=False)
    level = forms.ChoiceField(
        label="Nivel",
        required=False,
        choices=(("", "todos"), ("state", "Estatal"), ("municipal", "Municipal")),
    )
    zone = forms.ChoiceField(label="Zona", required=False, choices=(("", "todas"), ("A", "A"), ("B", "B")))
