"""Keeps what a list of persons came to: one counting and its cells. The list itself was never stored."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from clrisk_site.tables.persons.bands import BANDS
from clrisk_site.tables.persons.counting import AGE, PROGRAMME, Tally
from clrisk_site.tables.persons.vocabulary import NOT_KNOWN
from mapping.actions.remove_counting import remove_counting
from mapping.models import BeneficiaryCount, BeneficiaryCounting, Programme

BATCH = 500
KEEP, REPLACE = "keep", "replace"
FILE = "file"
"""Under this name `columns` keep a keyed fingerprint of the list, of no use to anybody elsewhere."""

_CELL = ("area_id", "programme_id", "sex", "age_from", "persons")
_SALT = "mapping.beneficiaries"


class CountedBeforeError(Exception):
    """The same list was counted here before; `counting` is what came of it."""

    def __init__(self, counting: BeneficiaryCounting) -> None:
        super().__init__(counting.pk)
        self.counting = counting


class EarlierStandError(Exception):
    """Countings of the same programme stand here, and nobody said what happens to them."""

    def __init__(self, countings: Sequence[BeneficiaryCounting]) -> None:
        super().__init__([one.pk for one in countings])
        self.countings = countings


def fingerprint_of(sha256: str, sheet: str) -> str:
    """Return what tells one sheet of a file from all others, for this site alone."""
    return salted_hmac(_SALT, f"{sha256}:{sheet}", algorithm="sha256").hexdigest()[:32]


@transaction.atomic
def keep_counting(
    *,
    counting: BeneficiaryCounting,
    tally: Tally,
    programme: Programme | None,
    by: User,
    earlier: str = KEEP,
) -> BeneficiaryCounting:
    """Save a counting with its cells.

    Parameters
    ----------
    counting : BeneficiaryCounting
        New, with its facts; the numbers of rows are set here.
    tally : Tally
        Areas and programmes are numbered by their keys.
    programme : Programme or None
        The one programme of all persons; None when the list tells it row by row, or nobody knows.
    earlier : str
        Whether earlier countings of the same programme are kept (KEEP) or removed (REPLACE); "" to be asked.

    Raises
    ------
    EarlierStandError
        If such countings stand here and `earlier` is "".
    CountedBeforeError
        If the same list has a counting here, below or above, or one with the same numbers on the same day:
        two tables of the same persons may tell what each hides.
    """
    above_and_below = _counted_around(counting.territory)
    cells = _cells(counting, tally, programme)
    known = above_and_below.filter(columns__file=counting.columns.get(FILE, ""))
    before = known.first() or _with_same_numbers(
        above_and_below.filter(counted_on=counting.counted_on), cells
    )
    if before is not None:
        raise CountedBeforeError(before)
    counted = BeneficiaryCounting.objects.filter(territory=counting.territory)
    _settle(counting, counted, {cell.programme_id for cell in cells}, earlier, by)
    counting.rows = tally.rows
    counting.without_area = tally.without_area
    counting.without_age = tally.persons_without(AGE)
    counting.without_programme = tally.persons_without(PROGRAMME) if PROGRAMME in counting.columns else 0
    create_record(counting, by=by)
    BeneficiaryCount.objects.bulk_create(cells, batch_size=BATCH)
    return counting


def _counted_around(territory: Territory) -> QuerySet[BeneficiaryCounting]:
    """Return the countings of a place, of all below it and of those above it, its own first."""
    places = Q(territory__in=Territory.objects.within(territory))
    places |= Q(territory__path__in=territory.ancestor_paths)
    is_own = Case(When(territory=territory, then=Value(0)), default=Value(1))
    return BeneficiaryCounting.objects.filter(places).select_related("territory").order_by(is_own, "pk")


def _settle(
    counting: BeneficiaryCounting,
    counted: QuerySet[BeneficiaryCounting],
    programmes: set[int | None],
    earlier: str,
    by: User,
) -> None:
    """Remove the countings that this one replaces; their difference could tell of those who came or left."""
    shares = Q(counts__programme__in=programmes - {None})
    if None in programmes:
        shares |= Q(counts__isnull=False, counts__programme__isnull=True)
    found = list(counted.filter(shares).distinct()) if earlier != KEEP else []
    if found and earlier != REPLACE:
        raise EarlierStandError(found)
    reason = gettext("A newer counting replaced it: «%(title)s».") % {"title": counting}
    for one in found:
        remove_counting(counting=one, reason=reason, by=by, expected_version=one.version)


def _cells(
    counting: BeneficiaryCounting, tally: Tally, programme: Programme | None
) -> list[BeneficiaryCount]:
    cells = []
    for cell in tally.cells:
        first, last = BANDS[cell.band] if cell.band != NOT_KNOWN else (None, None)
        known = cell.programme if cell.programme != NOT_KNOWN else None
        cells.append(
            BeneficiaryCount(
                counting=counting,
                area_id=cell.area,
                programme_id=programme.pk if programme else known,
                sex=cell.sex,
                age_from=first,
                age_to=last,
                persons=cell.persons,
            )
        )
    return cells


def _with_same_numbers(
    countings: QuerySet[BeneficiaryCounting], cells: Sequence[BeneficiaryCount]
) -> BeneficiaryCounting | None:
    """Return the counting that has these very cells: the same list saved in another format, or with a gap."""
    summed = countings.annotate(persons=Sum("counts__persons", default=0), many=Count("counts"))
    wanted = Counter(tuple(getattr(cell, name) for name in _CELL) for cell in cells)
    alike = summed.filter(persons=sum(cell.persons for cell in cells), many=len(cells))
    return next((one for one in alike if Counter(one.counts.values_list(*_CELL)) == wanted), None)
