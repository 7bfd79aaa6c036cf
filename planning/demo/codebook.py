"""What the demonstration adds to the codebook, and the invented model applied to its invented areas."""

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.models import (
    CodebookColumn,
    Crosswalk,
    Factor,
    InclusionChoice,
    LocalVariable,
    ProfileCell,
    Recode,
    RiskModel,
)
from diagnosis.queries.crosswalks import both_sides
from diagnosis.queries.definition import frozen_definition
from diagnosis.transfer_job import apply_crosswalk, parameters_of
from planning.demo.reading import read


def build_codebook(municipality: Territory, *, by: User) -> None:
    """Add a local variable, recodes, the topics, and a crosswalk with the risks that come of it."""
    data, survey = read("codebook"), read("survey")
    local = {**data["local"], "factor": Factor.objects.filter(code="low_income").first()}
    create_record(LocalVariable(territory=municipality, column=CodebookColumn.MUNICIPAL, **local), by=by)
    for recode in data["recodes"]:
        create_record(
            Recode(territory=municipality, source=survey["source"], year=survey["year"], **recode), by=by
        )
    for topic in data["topics"]:
        create_record(InclusionChoice(territory=municipality, **topic), by=by)
    _apply(municipality, data["crosswalk"]["note"], by=by)


def _apply(municipality: Territory, note: str, *, by: User) -> None:
    cell = ProfileCell.objects.filter(territory__in=Territory.objects.below(municipality)).first()
    model = RiskModel.objects.filter(country=municipality.country).first()
    if cell is None or model is None:
        return
    crosswalk = Crosswalk(
        territory=municipality,
        model=model,
        source=cell.source,
        year=cell.year,
        same_ages=True,
        same_definition=True,
        definition=frozen_definition(municipality),
        note=note,
    )
    both = both_sides(crosswalk, crosswalk.definition)
    crosswalk.mapping = {
        one.name: {
            "column": one.name,
            "categories": {category: [category] for category in one.all_categories},
            "left_out": [],
        }
        for one in both.sides.variables
    }
    create_record(crosswalk, by=by)
    level = both.cells.levels[0][0] if both.cells else 0
    apply_crosswalk(crosswalk, parameters_of(crosswalk, level=level, share=None), by=by)
