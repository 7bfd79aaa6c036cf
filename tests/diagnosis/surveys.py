"""A stored survey, a file of invented records, and its way through the pages."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from clrisk_site.figures.estimate import Verdict
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, Survey, SurveyShare
from diagnosis.survey.plan import Column, Condition, Plan

NEW = "survey-new"

PATH = "MX.07.101"
HEADER = "FOLIO,UPM,FACTOR,EDAD,SEXO,TRABAJA,AYUDA"
MARK = "98127"
"""Begins each weight of the invented records, so that a copy would be found."""


def make_survey(
    territory: Territory,
    definition: DefinitionSheet,
    *,
    cases: int = 80,
    n: int = 400,
    sha256: str = "0" * 64,
) -> Survey:
    """Store a survey with the share of everyone alone."""
    plan = Plan((Condition(Column(5, "TRABAJA"), "1"),), age=Column(3, "EDAD"), unit=Column(1, "UPM"))
    counted = {"left_out": 0, "outside": 0, "ageless": 0, "blank": 0, "single_strata": 0}
    survey = Survey.objects.create(
        territory=territory,
        definition=definition,
        title="Módulo de trabajo infantil",
        source="INEGI, MTI",
        year=2024,
        plan={"chosen": plan.to_plain(), "reading": {}, "counted": counted},
        file_name="mti.csv",
        sha256=sha256,
        rows=n,
        software="shares 1",
    )
    add_share(survey, 0, cases=cases, n=n)
    return survey


def add_share(
    survey: Survey,
    position: int,
    *,
    cases: int,
    n: int,
    variable: str = "",
    category: str = "",
    verdict: Verdict = Verdict.PUBLISH,
) -> SurveyShare:
    """Store one more share of a survey."""
    share = cases / n
    return SurveyShare.objects.create(
        survey=survey,
        position=position,
        variable=variable,
        category=category,
        n=n,
        cases=cases,
        population=n * 10.0,
        share=share,
        se=share / 10,
        df=30,
        lower=share * 0.8,
        upper=share * 1.2,
        deff=1.1,
        verdict=verdict.value,
    )


def records(*, girls: int = 300, boys: int = 300, girls_work: int = 45, boys_work: int = 90) -> bytes:
    """Return the file of a survey in forty sampling units; every tenth child has no answer at all."""
    lines = [HEADER]
    for number in range(girls + boys):
        sex, place = (2, number) if number < girls else (1, number - girls)
        works = place < (girls_work if sex == 2 else boys_work)
        weight = f"{MARK}.{number % 7}"
        lines.append(f"{number},{number % 40},{weight},{5 + number % 13},{sex},{1 if works else 2},2")
    return ("\n".join(lines) + "\n").encode()


def sent(content: bytes, name: str = "encuesta.csv") -> SimpleUploadedFile:
    """Return a file as a form sends it."""
    return SimpleUploadedFile(name, content, content_type="text/csv")


def signed_of(client: Client, content: bytes) -> str:
    """Send the first step and return the header that its answer carries."""
    answer = client.post(reverse("survey-new", args=[PATH]), {"step": "header", "file": sent(content)})
    text = answer.content.decode()
    assert answer.status_code == 200, text
    return text.split('name="header" value="')[1].split('"')[0]


CHOICES = {
    "step": "plan",
    "title": "Encuesta",
    "source": "INEGI, MTI",
    "year": "2024",
    "c1_column": "5",
    "c1_yes": "1",
    "joined": "any",
    "skipped": "",
    "chores": "",
    "weight": "2",
    "unit": "1",
    "stratum": "",
    "age": "3",
    "youngest": "5",
    "oldest": "17",
    "g1_column": "4",
    "g1_title": "Sexo",
    "g1_lines": "2 = Niñas\n1 = Niños",
    "preset": "eclac",
}


def address(name: str, *args: object) -> str:
    return reverse(name, args=[PATH, *args])


def compute(client: Client, content: bytes, **choices: str) -> str:
    """Send both steps; return the address of the survey."""
    data = {**CHOICES, **choices, "header": signed_of(client, content), "file": sent(content)}
    answer = client.post(address(NEW), data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])
