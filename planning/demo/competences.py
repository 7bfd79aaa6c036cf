"""Stores the norms of the demonstration, what they let institutions do, and the ticks of the desk review."""

from collections.abc import Mapping

from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import Competence, DeskReviewStep, Institution, Norm
from planning.demo.people import Team
from planning.demo.reading import read


def build_norms(institutions: Mapping[str, Institution], *, team: Team) -> None:
    """Store the norms, and the powers that were read in them; keys are of the files."""
    data, norms = read("norms"), {}
    for key, entry in data["norms"].items():
        owner = Territory.objects.get(path=entry["territory"])
        norm = Norm(**(entry | {"territory": owner}), illustrative=True)
        norms[key] = create_record(norm, by=team.writer(owner))
    factors = {factor.code: factor for factor in Factor.objects.all()}
    for entry in data["competences"]:
        institution, norm = institutions[entry["institution"]], norms[entry["norm"]]
        competence = Competence(
            territory=institution.territory,
            institution=institution,
            factor=factors[entry["factor"]] if "factor" in entry else None,
            nature=entry["nature"],
            norm=norm,
            document=norm.name,
            article=entry.get("article", ""),
            summary=entry.get("summary", ""),
            illustrative=True,
        )
        create_record(competence, by=team.writer(institution.territory))


def tick_desk_review(municipality: Territory, *, team: Team) -> None:
    """Store what was gathered on programmes and leaves no record of its own."""
    for entry in read("norms")["desk_review"]:
        step = DeskReviewStep(territory=municipality, illustrative=True, **entry)
        create_record(step, by=team.writer(municipality))
