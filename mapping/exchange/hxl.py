"""Who does what where, as a table with the hashtags of the Humanitarian Exchange Language and P-codes."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from clrisk_site.figures.kleene import Known as Verdict
from clrisk_site.places.models import Territory
from clrisk_site.tables.neutral import Value
from clrisk_site.tables.writing import write_csv
from diagnosis.models import Zone, ZoneStatus
from mapping.models import Known, LocalOffer, OfferCoverage, Programme
from mapping.queries.coverage_by_offer import coverage_by_offer
from mapping.queries.programmes import eligibility_of, newest_offers, programmes_seen_from

COLUMNS = (
    (gettext_lazy("Institution"), "#org +name"),
    (gettext_lazy("Level of government"), "#org +level"),
    (gettext_lazy("Sector of society"), "#org +type"),
    (gettext_lazy("Factors that it addresses"), "#sector +list"),
    (gettext_lazy("Programme"), "#activity +name"),
    (gettext_lazy("Status of the programme"), "#status"),
    (pgettext_lazy("territory", "State"), "#adm1 +name"),
    (gettext_lazy("P-code of the state"), "#adm1 +code"),
    (gettext_lazy("Municipality"), "#adm2 +name"),
    (gettext_lazy("P-code of the municipality"), "#adm2 +code"),
    (gettext_lazy("Zone"), "#loc +name"),
    (gettext_lazy("Year of the offer"), "#date +year"),
    (gettext_lazy("Reach of the offer"), "#meta +reach"),
    (gettext_lazy("Places per year"), "#capacity +year"),
    (gettext_lazy("Places in the zone"), "#capacity +zone"),
    (gettext_lazy("Eligible for an action line"), "#indicator +eligible"),
)
"""Headers with their hashtags. Numbers of persons served are not among them.

Places per year stand once, in the row of the programme: a sum of the column counts them once.
"""

_DEPTH_OF_STATE = 2


def write_who_does_what_where(territory: Territory) -> bytes:
    """Return the CSV: one row for each programme, and one more for each zone that it reaches."""
    headers = [str(head) for head, _tag in COLUMNS]
    tags = [tag for _head, tag in COLUMNS]
    return write_csv(headers, [tags, *rows_of(territory)])


def rows_of(territory: Territory) -> Iterator[list[Value]]:
    """Yield the rows. What is not known stays blank, except eligibility, where it is an answer."""
    offers = newest_offers(territory)
    coverage = coverage_by_offer(offers.values())
    zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED).count()
    place = _place(territory)
    words = {Verdict.YES: gettext("yes"), Verdict.NO: gettext("no"), Verdict.UNKNOWN: gettext("unknown")}
    programmes = programmes_seen_from(territory).prefetch_related("factor_links__factor")
    for programme in programmes:
        offer = offers.get(programme.pk)
        verdict = words[eligibility_of(programme, offers).verdict]
        who, known = _who(programme), coverage[offer.pk] if offer is not None else []
        yield [*who, *place, "", *_what(offer, known, zones), None, verdict]
        for row in known:
            if row.reaches == Known.YES:
                name, year = f"{row.zone.letter} · {row.zone.name}", offer.year if offer else None
                yield [*who, *place, name, year, gettext("the zone"), None, row.places, verdict]


def p_code(territory: Territory) -> str:
    """Return the P-code: the country and the official code, such as MX07101."""
    return territory.country if territory.parent_id is None else f"{territory.country}{territory.code}"


def _who(programme: Programme) -> Sequence[Value]:
    institution = programme.institution
    factors = "; ".join(str(link.factor) for link in programme.factor_links.all())
    return (
        institution.full_name,
        institution.get_level_display(),
        institution.get_sector_display(),
        factors,
        programme.name,
        programme.get_status_display(),
    )


def _what(offer: LocalOffer | None, known: Sequence[OfferCoverage], zones: int) -> Sequence[Value]:
    """Return year, reach and places per year of an offer in the municipality."""
    if offer is None:
        return None, gettext("no offer recorded"), None
    places = gettext("No limit") if offer.without_quota else offer.places_per_year
    return offer.year, _reach(known, zones), places


def _reach(known: Sequence[OfferCoverage], zones: int) -> str:
    if not zones:
        return gettext("the municipality")
    answers = [row.reaches for row in known]
    reached, unknown = answers.count(Known.YES), zones - answers.count(Known.YES) - answers.count(Known.NO)
    words = gettext("%(count)s of %(all)s zones") % {"count": reached, "all": zones}
    return (
        gettext("%(reached)s, %(count)s not known") % {"reached": words, "count": unknown}
        if unknown
        else words
    )


def _place(territory: Territory) -> Sequence[Value]:
    """Return name and P-code of the state, then of the municipality; blank above it."""
    line = [territory, *territory.ancestors()][::-1]
    state = line[_DEPTH_OF_STATE - 1] if len(line) >= _DEPTH_OF_STATE else None
    own = territory if territory.level.is_municipal else None
    return tuple(
        value
        for one in (state, own)
        for value in ((one.name, p_code(one)) if one is not None else (None, None))
    )
