"""The indices of a municipality that were kept as results, and why one is no longer of what is stored."""

from dataclasses import dataclass

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message
from diagnosis.models import AnalysisResult, Technique
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.index_inputs import inputs_from, usable
from diagnosis.queries.zones import ZoneFindings
from diagnosis.recomputing import hash_of_inputs
from diagnosis.staleness import DATA_CHANGED, stale_because

MOST_SHOWN = 5


@dataclass(frozen=True)
class KeptIndex:
    """One kept result with the reasons why it is stale; none when it is of today's numbers."""

    result: AnalysisResult
    stale: tuple[Message, ...]

    @property
    def stale_words(self) -> list[str]:
        """The reasons in the active language."""
        return [render(why) for why in self.stale]


def kept_indices(findings: ZoneFindings, territory_id: int) -> tuple[KeptIndex, ...]:
    """Return the newest kept indices; the stored data were read already and are only hashed."""
    results = AnalysisResult.objects.filter(territory=territory_id, technique=Technique.INDEX)
    newest = list(
        results.select_related("definition", "created_by", "territory").order_by("-pk")[:MOST_SHOWN]
    )
    if not newest:
        return ()
    in_force = frozen_definition(newest[0].territory)
    now = hash_of_inputs(inputs_from(findings.areas, usable(findings.areas, findings.ranking)[0]))
    return tuple(
        KeptIndex(
            one,
            tuple(
                why
                for why in (
                    stale_because(one.definition, in_force),
                    None if one.sha256 == now else DATA_CHANGED,
                )
                if why is not None
            ),
        )
        for one in newest
    )
