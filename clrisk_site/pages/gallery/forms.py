"""One field of each kind with a good and a wrong answer, and a list's filters."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import FileExtensionValidator

from clrisk_site.people.fields import (
    KnownField,
    LongTextField,
    MoneyField,
    PercentField,
    SearchField,
    YearField,
    unit_input,
)

_FACTORS = (
    ("school", "No asiste a la escuela"),
    ("chores", "Quehaceres de 21 horas o más"),
    ("size", "Hogar de 7 personas o más"),
)
_MANY = tuple((f"0{number}", f"AGEB 05{number} · colonia {number}") for number in range(18, 36))


@dataclass(frozen=True)
class FieldSpecimen:
    """A kind of field: how it is written, an answer that passes and one that does not."""

    title: str
    line: str
    include: str
    field: forms.Field
    full: Any
    wrong: Any

    def bound(self, state: str) -> forms.BoundField:
        """Return the field empty, filled or wrong, with ids of its own."""
        given = {"empty": None, "full": self.full, "error": self.wrong}[state]
        as_file = isinstance(self.field, forms.FileField)
        data = None if state == "empty" else {} if as_file else {"answer": given}
        files = {"answer": given} if as_file and given is not None else None
        form = type("SpecimenForm", (forms.Form,), {"answer": self.field})(data, files, auto_id=f"{state}_%s")
        bound: forms.BoundField = form["answer"]
        return bound


FIELDS = {
    "field-text": FieldSpecimen(
        "Texto",
        "Un nombre o una línea.",
        "forms.CharField(max_length=200)",
        forms.CharField(
            label="Nombre del programa",
            help_text="Como lo llama la institución.",
            error_messages={"required": "Escriba el nombre del programa, por ejemplo Estancias de día"},
        ),
        "Estancias de día",
        "",
    ),
    "field-long-text": FieldSpecimen(
        "Texto largo con cuenta",
        "Varias frases; dice cuántas letras quedan y no corta nada.",
        "LongTextField(limit=200)",
        LongTextField(label="Qué ofrece", limit=200, help_text="Una o dos frases.", required=False),
        "Cuidado de lunes a viernes para niñas y niños de 3 a 6 años.",
        "Cuidado de lunes a viernes. " * 9,
    ),
    "field-unit": FieldSpecimen(
        "Número con unidad",
        "Un número cuya unidad está al lado y también en la etiqueta.",
        'forms.IntegerField(widget=unit_input("lugares"))',
        forms.IntegerField(
            label="Lugares al año",
            min_value=0,
            help_text="Por ejemplo, 60.",
            widget=unit_input("lugares"),
            error_messages={"invalid": "Escriba un número, por ejemplo 60"},
        ),
        "60",
        "treinta",
    ),
    "field-money": FieldSpecimen(
        "Dinero",
        "Una cantidad con su moneda, nunca menor que cero.",
        "MoneyField()",
        MoneyField(label="Costo de julio a diciembre, en pesos", help_text="Por ejemplo, 151,200."),
        "151200",
        "-5",
    ),
    "field-percent": FieldSpecimen(
        "Porcentaje",
        "Una parte de 100.",
        "PercentField()",
        PercentField(label="Asistencia regular, en porcentaje", help_text="Por ejemplo, 80."),
        "80",
        "180",
    ),
    "field-date": FieldSpecimen(
        "Fecha",
        "Día, mes y año en una caja; se puede pegar.",
        "forms.DateField()",
        forms.DateField(
            label="Fecha de la sesión",
            help_text="Día, mes y año. Por ejemplo, 10/06/2026.",
            error_messages={"invalid": "Escriba la fecha de la sesión, por ejemplo 10/06/2026"},
        ),
        "10/06/2026",
        "31/02/2026",
    ),
    "field-year": FieldSpecimen(
        "Año",
        "Cuatro cifras.",
        "YearField()",
        YearField(label="Año de los datos", help_text="Por ejemplo, 2020."),
        "2020",
        "20",
    ),
    "field-select": FieldSpecimen(
        "Lista para elegir una",
        "Una de varias cosas que no caben como opciones a la vista.",
        "forms.ChoiceField(choices=…)",
        forms.ChoiceField(
            label="Nivel de gobierno",
            choices=(("", "Elija un nivel"), ("state", "Estatal"), ("municipal", "Municipal")),
            error_messages={"required": "Elija el nivel de gobierno"},
        ),
        "state",
        "",
    ),
    "field-radios": FieldSpecimen(
        "Opciones",
        "Una de pocas cosas, todas a la vista.",
        "forms.ChoiceField(choices=…, widget=forms.RadioSelect)",
        forms.ChoiceField(
            label="Estrategia",
            choices=(("prevent", "Prevención"), ("withdraw", "Retiro"), ("protect", "Protección")),
            widget=forms.RadioSelect,
            error_messages={"required": "Elija una estrategia"},
        ),
        "prevent",
        "",
    ),
    "field-known": FieldSpecimen(
        "Sí, no o no se sabe",
        "Tres respuestas; ninguna viene elegida.",
        "KnownField()",
        KnownField(
            label="¿Puede llegar a otra zona?",
            help_text="Si no hay documento que lo diga, elija «No se sabe».",
            error_messages={"required": "Elija una respuesta"},
        ),
        "unknown",
        "",
    ),
    "field-checkboxes": FieldSpecimen(
        "Casillas",
        "Varias de pocas cosas.",
        "forms.MultipleChoiceField(choices=…, widget=forms.CheckboxSelectMultiple)",
        forms.MultipleChoiceField(
            label="Factores a los que responde",
            choices=_FACTORS,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Elija al menos un factor"},
        ),
        ["school", "size"],
        [],
    ),
    "field-checkboxes-long": FieldSpecimen(
        "Lista larga de casillas",
        "Varias de muchas cosas, en una lista que se desplaza.",
        'forms.CheckboxSelectMultiple(attrs={"class": "c-scroll-list"})',
        forms.MultipleChoiceField(
            label="Áreas de la zona",
            choices=_MANY,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "c-scroll-list"}),
            error_messages={"required": "Elija al menos un área"},
        ),
        ["018", "022"],
        [],
    ),
    "field-file": FieldSpecimen(
        "Archivo",
        "Un archivo de la computadora; dice qué se admite.",
        "forms.FileField(validators=[…])",
        forms.FileField(
            label="Documento que lo demuestra",
            help_text="PDF de hasta 10 MB.",
            validators=[FileExtensionValidator(["pdf"], "El archivo debe ser un PDF")],
        ),
        SimpleUploadedFile("acta.pdf", b"%PDF-"),
        SimpleUploadedFile("acta.exe", b"MZ"),
    ),
    "field-search": FieldSpecimen(
        "Búsqueda",
        "Palabras que buscar; sin tildes también encuentra.",
        "SearchField()",
        SearchField(label="Buscar", help_text="Nombre del programa o de su institución."),
        "estancias",
        "e" * 201,
    ),
}


class FilterForm(forms.Form):
    """The filters of a list."""

    text = SearchField(label="Texto")
    level = forms.ChoiceField(
        label="Nivel",
        required=False,
        choices=(("", "todos"), ("state", "Estatal"), ("municipal", "Municipal")),
    )
    zone = forms.ChoiceField(label="Zona", required=False, choices=(("", "todas"), ("A", "A"), ("B", "B")))
