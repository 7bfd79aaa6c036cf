"""Collects what the report of the mapping tells, as the public may see it. No person and no note is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from clrisk_site.places.models import Territory
from diagnosis.audience import FILES
from mapping.attributions import Attributions
from mapping.eligibility import Eligibility
from mapping.models import CoordinationSpace, LocalOffer, PastIntervention, Programme
from mapping.owners import owner_paths
from mapping.presenters.space_comparison import Compared, compare
from mapping.queries.actor_kinds import KindState, kind_states
from mapping.queries.actors import Actor, actors_of
from mapping.queries.attributions import attributions_of
from mapping.queries.past_interventions import interventions_seen_from
from mapping.queries.programmes import eligibility_of, newest_offers, programmes_seen_from
from mapping.queries.space_composition import compositions_of
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.queries.supply_records import KnownPlace
from mapping.queries.unknowns import unknowns_of
from mapping.supply import SupplyMatrix, SupplyQuestion
from mapping.unknowns import Agenda


@dataclass(frozen=True)
class MappingContent:
    """Everything that was recorded of the supply of one municipality."""

    territory: Territory
    actors: tuple[Actor, ...]
    kinds: tuple[KindState, ...]
    attributions: Attributions
    programmes: tuple[Programme, ...]
    offers: Mapping[int, LocalOffer]
    eligibility: Mapping[int, Eligibility]
    spaces: tuple[Compared, ...]
    interventions: tuple[PastIntervention, ...]
    matrix: SupplyMatrix
    agenda: Agenda

    @property
    def illustrative(self) -> bool:
        """Whether anything in it is invented."""
        return (
            any(one.illustrative for one in self.programmes)
            or any(one.space.illustrative for one in self.spaces)
            or any(one.illustrative for one in self.interventions)
            or any(cell.illustrative for cell in self.matrix.cells)
        )


def collect_mapping(territory: Territory) -> MappingContent:
    """Read the mapping of a municipality."""
    actors = actors_of(territory)
    programmes = tuple(programmes_seen_from(territory).prefetch_related("factor_links__factor"))
    offers = newest_offers(territory)
    spaces = list(CoordinationSpace.objects.filter(territory__path__in=owner_paths(territory)))
    return MappingContent(
        territory=territory,
        actors=actors,
        kinds=kind_states(territory, [actor.institution for actor in actors]),
        attributions=attributions_of(territory),
        programmes=programmes,
        offers=offers,
        eligibility={one.pk: eligibility_of(one, offers) for one in programmes},
        spaces=tuple(compare(spaces, compositions_of(spaces, here=territory))),
        interventions=tuple(interventions_seen_from(territory)),
        matrix=matrix_in_files(territory),
        agenda=unknowns_of(territory),
    )


def matrix_in_files(territory: Territory) -> SupplyMatrix:
    """Return supply by factor and zone, with small numbers hidden as in every file."""
    question = SupplyQuestion(territory.path, latest_year(territory))
    return supply_by_factor(question, FILES, known=KnownPlace(territory))
