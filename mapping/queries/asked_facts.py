"""The facts that an interview asks about: what the desk review has, what was answered, and what backs it."""

from collections.abc import Iterator
from dataclasses import dataclass

from mapping.facts import OFFER_FACTS, PROGRAMME_FACTS, Fact, FactOf, Stored, is_known, read_value
from mapping.models import CheckAnswer, Evidence, FactCheck, FactEvidence, Interview, LocalOffer, Programme
from mapping.queries.programmes import newest_offers


@dataclass(frozen=True)
class AskedFact:
    """One fact of one programme or of its local offer.

    Parameters
    ----------
    record : Programme, LocalOffer or None
        Where it is kept; None while no local offer is recorded.
    now : str, int or None
        What is recorded today; None is not known.
    confirmed_by : str
        The document that confirms it, "" when it is a claim.
    check : FactCheck or None
        What was answered; None when nothing was.
    """

    programme: Programme
    fact: Fact
    record: Programme | LocalOffer | None
    now: Stored
    confirmed_by: str
    check: FactCheck | None

    @property
    def key(self) -> str:
        """Its name in forms and files; facts of a programme and of its offer have no name in common."""
        return f"p{self.programme.pk}_{self.fact.name}"

    @property
    def answer(self) -> str:
        """What was answered, as a code."""
        return self.check.answer if self.check else CheckAnswer.NOT_ASKED.value

    @property
    def said(self) -> Stored:
        """What was said to be the case instead."""
        value: Stored = self.check.said_value if self.check else None
        return value


@dataclass(frozen=True)
class AskedProgramme:
    """A programme of an interview with all that is asked of it."""

    programme: Programme
    offer: LocalOffer | None
    facts: tuple[AskedFact, ...]

    def of_theme(self, theme: str) -> tuple[AskedFact, ...]:
        """Return the facts that are asked under a theme."""
        return tuple(one for one in self.facts if one.fact.theme == theme)


def asked_of(interview: Interview) -> tuple[AskedProgramme, ...]:
    """Read what an interview asks, programme by programme; the number of queries does not grow with them."""
    programmes = list(interview.programmes.select_related("territory", "institution").order_by("name", "pk"))
    answered = list(interview.checks.select_related("offer").order_by("offer__year"))
    checks = {(row.programme_id, row.offer_id, row.fact): row for row in answered}
    offers = newest_offers(interview.territory) if programmes else {}
    # Answers were given of the offer of their day: a later offer must not make them vanish.
    offers |= {row.offer.programme_id: row.offer for row in answered if row.offer}
    documents = _documents(programmes, [offers[one.pk] for one in programmes if one.pk in offers])
    return tuple(
        AskedProgramme(
            programme, offers.get(programme.pk), tuple(_facts(programme, offers, checks, documents))
        )
        for programme in programmes
    )


def _facts(
    programme: Programme,
    offers: dict[int, LocalOffer],
    checks: dict[tuple[int | None, int | None, str], FactCheck],
    documents: dict[tuple[int | None, int | None, str], str],
) -> Iterator[AskedFact]:
    offer = offers.get(programme.pk)
    for fact in (*PROGRAMME_FACTS, *OFFER_FACTS):
        record = programme if fact.of is FactOf.PROGRAMME else offer
        place = _place(record, fact.name)
        now = read_value(record, fact) if record else None
        document = _backing(record, place, documents) if is_known(now) else ""
        yield AskedFact(programme, fact, record, now, document, checks.get(place))


def _place(record: Programme | LocalOffer | None, name: str) -> tuple[int | None, int | None, str]:
    if isinstance(record, Programme):
        return record.pk, None, name
    return None, record.pk if record else None, name


def _backing(
    record: Programme | LocalOffer | None,
    place: tuple[int | None, int | None, str],
    documents: dict[tuple[int | None, int | None, str], str],
) -> str:
    """Return the document of a fact; one without a note of its own is supported as its record is."""
    if record is None:
        return ""
    if place in documents:
        return documents[place]
    return record.evidence_document if record.evidence == Evidence.CONFIRMED else ""


def _documents(
    programmes: list[Programme], offers: list[LocalOffer]
) -> dict[tuple[int | None, int | None, str], str]:
    """Return the document of each fact that has a note; "" for one that is claimed."""
    rows = [
        *FactEvidence.objects.filter(programme__in=programmes),
        *FactEvidence.objects.filter(offer__in=offers),
    ]
    return {
        (row.programme_id, row.offer_id, row.fact): row.document if row.state == Evidence.CONFIRMED else ""
        for row in rows
    }
