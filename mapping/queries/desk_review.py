"""How far the desk review of programmes and spaces has come, from what is recorded and what was ticked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from clrisk_site.figures.kleene import Known as Verdict
from clrisk_site.places.models import Territory
from mapping.desk_review import Part, Progress, Step, steps
from mapping.models import CoordinationSpace, DeskReviewStep, Known, SpaceMember, SpaceRole
from mapping.owners import owner_paths
from mapping.queries.programmes import eligibility_counts, newest_offers, programmes_seen_from


@dataclass(frozen=True)
class FoundStep:
    """A step with how far records take it, or with what a person ticked."""

    step: Step
    progress: Progress | None = None
    ticked: DeskReviewStep | None = None


def desk_review_of(territory: Territory) -> tuple[FoundStep, ...]:
    """Return every step, in the order of the checklist."""
    ticked = {row.step: row for row in DeskReviewStep.objects.filter(territory=territory)}
    computed = {**_programmes(territory), **_spaces(territory)}
    return tuple(
        FoundStep(step, computed[step.code])
        if step.computed
        else FoundStep(step, ticked=ticked.get(step.code))
        for step in steps()
    )


def of_part(found: tuple[FoundStep, ...], part: Part) -> tuple[FoundStep, ...]:
    """Return the steps of one part."""
    return tuple(one for one in found if one.step.part is part)


def _programmes(territory: Territory) -> Mapping[str, Progress]:
    seen = programmes_seen_from(territory)
    # Ordering would part the one row of sums into many.
    rows = seen.order_by().aggregate(
        every=Count("pk"),
        basic=Count("pk", filter=~Q(purpose="") & ~Q(requirements="") & ~Q(territorial_scope="")),
        rules=Count("pk", filter=~Q(operation_rules="")),
    )
    every, offers = rows["every"], newest_offers(territory)
    own = list(offers.values())
    known = eligibility_counts(seen, offers) if own else {}
    judged = sum(known.get(verdict, 0) for verdict in (Verdict.YES, Verdict.NO))
    return {
        "basic_information": Progress(rows["basic"], every),
        "operation_rules": Progress(rows["rules"], every),
        "budget_documents": Progress(sum(one.budget_approved_mxn is not None for one in own), every),
        "monitoring": Progress(sum(None not in (one.goal, one.achieved) for one in own), every),
        "inclusion": Progress(judged, every),
    }


def _spaces(territory: Territory) -> Mapping[str, Progress]:
    chaired = SpaceMember.objects.filter(space=OuterRef("pk"), role=SpaceRole.CHAIR)
    rows = CoordinationSpace.objects.filter(territory__path__in=owner_paths(territory)).aggregate(
        every=Count("pk"),
        founded=Count("pk", filter=~Q(instrument="")),
        told=Count("pk", filter=~Q(is_child_labour_specific=Known.UNKNOWN)),
        led=Count("pk", filter=Exists(chaired)),
        judged=Count("pk", filter=Q(will__isnull=False, capacity__isnull=False)),
    )
    every = rows["every"]
    return {
        "founding_documents": Progress(rows["founded"], every),
        "specific_spaces": Progress(rows["told"], every),
        "leaders": Progress(rows["led"], every),
        "will_and_capacity": Progress(rows["judged"], every),
    }
