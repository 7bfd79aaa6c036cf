"""A codebook, a risk model, profile cells and the crosswalk between them, as pages and tests need them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from clrisk_site.places.models import Territory
from diagnosis.imports.profile_cells.profiles import profile_key
from diagnosis.models import (
    CodebookColumn,
    CodebookVariable,
    Coefficient,
    Crosswalk,
    LocalVariable,
    ProfileCell,
    Recode,
    RiskModel,
)
from diagnosis.queries.definition import frozen_definition

SOURCE, YEAR = "INEGI, Censo 2020", 2020
MAPPING: Mapping[str, Any] = {
    "sex": {"column": "sexo", "categories": {"girl": ["niña"], "boy": ["niño"]}, "left_out": []},
    "absent": {"column": "asis", "categories": {"0": ["1"], "1": ["2"]}, "left_out": []},
}
"""What leads the cells of `make_cells` to the model of `make_model`."""


def make_variable() -> CodebookVariable:
    """Store one variable of the method."""
    return CodebookVariable.objects.create(
        code="municipal_sex",
        subject="child_sex",
        column=CodebookColumn.MUNICIPAL,
        name="sex",
        texts={"es": "Sexo de la niña o el niño", "en": "Sex of the girl or boy"},
        categories=[
            {"code": "1", "texts": {"es": "Hombre", "en": "Man"}},
            {"code": "2", "texts": {"es": "Mujer", "en": "Woman"}},
        ],
    )


def make_model(*, age_to: int = 17) -> RiskModel:
    """Store a model of two variables: the sex, with a reference, and absence, which is yes or no."""
    terms = {"const": -2.5, "sex_boy": 0.6, "absent": 1.2}
    variances = {"const": 0.04, "sex_boy": 0.01, "absent": 0.02}
    model = RiskModel.objects.create(
        country="MX",
        name="MIRTI",
        survey="ENOE y MTI",
        year=2017,
        source="OIT",
        definition="Ocupación no permitida",
        age_to=age_to,
        covariance={
            term: {other: (variances[term] if term == other else 0.001) for other in terms} for term in terms
        },
    )
    rows = [
        Coefficient(model=model, term="const", value=-2.5, standard_error=0.2, position=0),
        Coefficient(
            model=model, term="sex_girl", variable="sex", category="girl", is_reference=True, position=1
        ),
        Coefficient(
            model=model,
            term="sex_boy",
            variable="sex",
            category="boy",
            value=0.6,
            standard_error=0.1,
            position=2,
        ),
        Coefficient(model=model, term="absent", value=1.2, standard_error=0.14142135, position=3),
    ]
    Coefficient.objects.bulk_create(rows)
    return model


def make_cells(
    area: Territory,
    counts: Mapping[tuple[str, str], int],
    *,
    names: tuple[str, str] = ("sexo", "asis"),
    age_to: int = 17,
) -> None:
    """Store how many children of an area have each sex and attendance."""
    for codes, persons in counts.items():
        profile = dict(zip(names, codes, strict=True))
        ProfileCell.objects.create(
            territory=area,
            source=SOURCE,
            year=YEAR,
            age_to=age_to,
            profile=profile,
            profile_key=profile_key(profile),
            persons=persons,
        )


def make_crosswalk(territory: Territory, model: RiskModel) -> Crosswalk:
    """Store the crosswalk that fits both."""
    return Crosswalk.objects.create(
        territory=territory,
        model=model,
        source=SOURCE,
        year=YEAR,
        mapping=dict(MAPPING),
        same_ages=True,
        same_definition=True,
        definition=frozen_definition(territory),
    )


def codebook_world(area: Territory) -> dict[str, Model]:
    """Store one record of every kind, in the municipality of an area."""
    tuxtla = Territory.objects.get(children=area)
    make_variable()
    make_cells(area, {("niña", "1"): 80, ("niña", "2"): 10, ("niño", "1"): 70, ("niño", "2"): 20})
    return {
        "local_variable": LocalVariable.objects.create(
            territory=tuxtla,
            name="remesas",
            title="Recibe remesas",
            column=CodebookColumn.MUNICIPAL,
            categories=[{"code": "1", "text": "Sí"}, {"code": "2", "text": "No"}],
            reason="Lo pidió la comisión",
        ),
        "recode": Recode.objects.create(
            territory=tuxtla,
            source=SOURCE,
            year=YEAR,
            variable="municipal_sex",
            column="SEXO",
            mapping={"1": "1", "3": "2", "9": ""},
        ),
        "crosswalk": make_crosswalk(tuxtla, make_model()),
    }
