"""Takes back the evidence of a fact of which a file says another value: a document confirmed the old one."""

from django.db.models import Q
from django.utils import timezone

from clrisk_site.places.models import Territory
from mapping.models import Evidence, FactEvidence, FactOrigin, LocalOffer, Programme
from mapping.owners import owner_paths

type Values = dict[str, object]


class Doubts:
    """The facts with evidence of their own, read once for a whole file."""

    def __init__(self, territory: Territory) -> None:
        seen = Q(programme__territory__path__in=owner_paths(territory)) | Q(offer__territory=territory)
        self._facts: dict[tuple[type[Programme | LocalOffer], int], set[str]] = {}
        for programme, offer, fact in FactEvidence.objects.filter(seen).values_list(
            "programme_id", "offer_id", "fact"
        ):
            key = (Programme, programme) if programme else (LocalOffer, offer)
            self._facts.setdefault(key, set()).add(fact)

    def before(self, record: Programme | LocalOffer) -> Values:
        """Return what the record says of those facts before the file is written over it."""
        facts = self._facts.get((type(record), record.pk or 0), set())
        return {fact: getattr(record, fact) for fact in facts}

    def settle(self, record: Programme | LocalOffer, before: Values, *, is_said: bool) -> None:
        """Let the changed facts be claimed by a file, and the record with them unless the file says more.

        Parameters
        ----------
        is_said : bool
            Whether the file itself says how well the record is supported.
        """
        changed = [fact for fact, value in before.items() if getattr(record, fact) != value]
        if not changed:
            return
        owner = {"programme" if isinstance(record, Programme) else "offer": record}
        FactEvidence.objects.filter(**owner, fact__in=changed).update(
            state=Evidence.CLAIMED,
            origin=FactOrigin.FILE,
            document="",
            interview=None,
            noted_on=timezone.localdate(),
        )
        if not is_said:
            record.evidence = Evidence.CLAIMED
