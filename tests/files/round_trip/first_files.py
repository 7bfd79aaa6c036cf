"""A small file of each kind, with what is said about it and two cells to edit; a new kind needs one too."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FirstFile:
    """What is imported first, and the edits that a second import must find.

    Parameters
    ----------
    edits : mapping of (row from 0, field) to str
        Cells of two different rows, by the field whose column they stand in, with the new text.
    whole : bool
        The rows make one whole, so that a file without one of them is refused.
    dropped : int
        Row, from 0, that is deleted to see it asked about.
    """

    csv: str
    edits: Mapping[tuple[int, str], str]
    dropped: int = 0
    whole: bool = False
    year: int | None = None
    source: str = "Fuente de prueba"
    facts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def csv_rows(self) -> list[list[str]]:
        """The header and the rows."""
        return list(csv.reader(io.StringIO(self.csv)))


FIRST_FILES: dict[str, FirstFile] = {
    "risk-results": FirstFile(
        csv=(
            "clave,valor,limite inferior,limite superior,clase,poblacion 5 a 17,factor:not_attending\n"
            "0710100010458,0.118,0.1,0.137,alto,1234,7.5\n"
            "0710100010462,0.05,0.041,0.0625,bajo,0,n.d.\n"
            "071010001017A,0.0333333333333333,,,medio,98,1.125\n"
        ),
        edits={(0, "value"): "0.12", (2, "population"): "99"},
        year=2015,
        facts={"nature": "phase_i", "name": "Fase I", "measure_type": "probability"},
    ),
    "programmes": FirstFile(
        csv=(
            "programa,institucion,nivel,ciclo,estatus,factores,cupo anual,admite nuevos,monto del apoyo,"
            "requisitos\n"
            '=1+1,DIF,municipal,2026,vigente,not_attending,60,sí,1050.125,"Acta; CURP\nComprobante"\n'
            "Becas,Secretaría de Educación,municipal,2026,por concluir,,0,no,,-3 a 5 años\n"
            "Estancias,DIF,municipal,2025,,,,?,0.5,@casa\n"
        ),
        edits={(0, "places_per_year"): "61", (1, "requirements"): "Ninguno"},
    ),
    "territories": FirstFile(
        csv=(
            "cvegeo,nombre\n0710100010458,Centro\n0710100010462,Terán\n071010001017A,=Patria\n"
            "071010001,Tuxtla\n07101,Tuxtla Gutiérrez\n"
        ),
        edits={(0, "name"): "Centro Norte", (1, "name"): "Terán Sur"},
        year=2020,
    ),
    "indicators": FirstFile(
        csv=(
            "indicador,clave,valor,unidad,nombre del indicador\n"
            "P6A14NAE,0710100010458,5.1250,%,No asiste a la escuela\n"
            "IM_2020,0710100010462,-14.2570,,=Índice\n"
            "pob_conapo,071010001017A,604147,personas,\n"
        ),
        edits={(0, "value"): "5.5", (2, "value"): "604148"},
        year=2020,
    ),
    "model-coefficients": FirstFile(
        csv=(
            "term,variable,category,reference,coefficient,se,cov:const,cov:sex_boy\n"
            "const,,,no,-2.673784,0.5,0.25,-0.03\n"
            "sex_girl,sex,girl,yes,,,,\n"
            "sex_boy,sex,boy,no,1.132323,0.4,-0.03,0.16\n"
        ),
        edits={(0, "coefficient"): "-2.7", (2, "coefficient"): "1.125"},
        year=2019,
        facts={"name": "Modelo", "survey": "Encuesta 2019"},
        whole=True,
    ),
    "profile-cells": FirstFile(
        csv=(
            "clave,sexo,edad,personas\n0710100010458,niña,5 a 14,40\n0710100010462,niño,15 a 17,0\n"
            "071010001017A,niño,5 a 14,7\n"
        ),
        edits={(0, "persons"): "41", (1, "persons"): "3"},
        year=2020,
    ),
    "institutions": FirstFile(
        csv=(
            "nombre,siglas,nivel,sector,sitio web,fuente\n"
            "Secretaría del Trabajo,STPS,estatal,gobierno,https://a.mx,Directorio\n"
            '"Sindicato ""Uno""; sección 7",,,sindical,,=Fuente\n'
            "DIF municipal,DIF,municipal,,,\n"
        ),
        edits={(0, "acronym"): "ST", (2, "row_source"): "Visita"},
    ),
    "coverage": FirstFile(
        csv=(
            "zona,programa,institucion,año,llega,lugares\nA,Becas,Patronato,2026,sí,40\nB,Becas,Patronato,2026,no,\n"
            "C,Becas,Patronato,2026,?,0\n"
        ),
        edits={(0, "places"): "41", (1, "reaches"): "?"},
    ),
    "schools": FirstFile(
        csv=(
            "cct,clave geo,nombre de la escuela,nivel,matrícula,mujeres,hombres\n"
            "07DPR0001A,0710100010458,=Benito Juárez,Primaria,176,89,87\n"
            "07DPR0002B,0710100010462,,Primaria,0,0,0\n"
            "07DES0003C,07101,Técnica 1,,43,,\n"
        ),
        edits={(0, "girls"): "88", (2, "enrolment"): "44"},
        year=2020,
    ),
    "facilities": FirstFile(
        csv="clave geo,conteo\n0710100010458,3\n0710100010462,0\n071010001017A,7\n",
        edits={(0, "count"): "4", (2, "count"): "8"},
        year=2020,
        facts={"service": "other", "service_name": "Ludotecas", "count_by": "area", "complete": "no"},
    ),
    "neighbourhoods": FirstFile(
        csv=("clave,colonia\n0710100010458,Centro\n0710100010462,El Jobo\n071010001017A,Terán\n"),
        edits={},
        year=2020,
    ),
}
