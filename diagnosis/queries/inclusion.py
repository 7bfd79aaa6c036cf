"""Which topics are part of the diagnosis, and which registered sources tell them apart (R13)."""

from collections.abc import Mapping

from clrisk_site.places.models import Territory
from diagnosis.models import Availability, InclusionChoice, InclusionTopic, StatisticalSource

_CAPABILITIES = {
    InclusionTopic.INDIGENOUS: "by_indigenous",
    InclusionTopic.DISABILITY: "by_disability",
    InclusionTopic.MIGRATION: "by_migration",
}


def inclusion_of(territory: Territory) -> Mapping[str, InclusionChoice]:
    """Return what was decided, by topic; a topic that nobody decided on is absent."""
    return {choice.topic: choice for choice in InclusionChoice.objects.filter(territory=territory)}


def sources_by_topic(territory: Territory) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the sources that tell each topic apart, wholly or in part, in one query."""
    found: dict[str, list[str]] = {topic: [] for topic in InclusionTopic}
    for source in StatisticalSource.objects.filter(territory=territory):
        for topic, field in _CAPABILITIES.items():
            if getattr(source, field) in (Availability.YES, Availability.PARTIAL):
                found[topic].append(source.name)
    return {topic: tuple(dict.fromkeys(names)) for topic, names in found.items()}
