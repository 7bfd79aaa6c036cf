"""Finds the offer and the zone of each row, and unfolds one column per zone into rows."""

import pandas as pd

from clrisk_site.figures.message import Message, says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Context, Problem, Severity
from mapping.imports.coverage.columns import ZONE
from mapping.imports.coverage.stored import KEY, KnownOffers, OfferRow, known_offers, stored_coverage
from mapping.imports.keeping import fill_blanks, text_of
from mapping.imports.offer_faults import more_than_offered
from mapping.models import Known

MOST_LISTED = 8


def check_coverage(territory: Territory, frame: pd.DataFrame, context: Context) -> Checked:
    """Write offers and zones as they are stored; in a wide file each zone becomes a row."""
    if not territory.level.is_municipal:
        message = says("Zones belong to a municipality. Import the file in the municipality of the zones.")
        return Checked(frame, (Problem(None, None, message),))
    known = known_offers(territory)
    frame = frame.copy()
    for field in ("institution", "year"):
        if field not in frame:
            frame[field] = pd.Series(None, index=frame.index, dtype=object)
    problems = _meet_offers(frame, known, context)
    wide = [str(name) for name in frame.columns if str(name).startswith(f"{ZONE}:")]
    if wide and "zone" in frame:
        message = says("The file has a column of zones and columns named after zones. Leave out one kind.")
        return Checked(frame, (Problem(None, "zone", message),))
    if wide:
        frame = _unfold(frame, wide, stored_coverage(territory))
    elif "zone" in frame:
        problems += _meet_zones(frame, known)
    else:
        message = says(
            "No column says which zone is meant. Name one «zone», or one per zone: %(zones)s.",
            zones=known.zone_list,
        )
        return Checked(frame, (Problem(None, None, message),))
    for field in ("reaches", "places"):
        if field not in frame:
            frame[field] = pd.Series(None, index=frame.index, dtype=object)
    frame = frame.astype({"year": "Int64", "places": "Int64"})
    stored = stored_coverage(territory)
    fill_blanks(frame, stored, KEY)
    # What nobody wrote is not known: neither a no, nor no places.
    frame["reaches"] = frame["reaches"].fillna(Known.UNKNOWN.value)
    problems += [*_places_without_reach(frame), *more_than_offered(frame, stored, territory)]
    return Checked(frame, tuple(problems))


def _meet_offers(frame: pd.DataFrame, known: KnownOffers, context: Context) -> list[Problem]:
    problems = []
    for row in frame.index:
        programme, institution = text_of(frame["programme"][row]), text_of(frame["institution"][row])
        year = frame["year"][row]
        year = context.year if pd.isna(year) else int(year)
        found = known.named(programme, institution)
        of_year = [offer for offer in found if year is None or offer.year == year]
        if len(of_year) == 1:
            frame.loc[[row], "institution"] = of_year[0].institution
            frame.loc[[row], "programme"] = of_year[0].programme
            frame.loc[[row], "year"] = of_year[0].year
        elif not found:
            problems.append(Problem(int(row), "programme", _no_programme(programme, known)))
        else:
            field = "year" if len({offer.institution for offer in found}) == 1 else "institution"
            problems.append(Problem(int(row), field, _which(programme, of_year or found)))
    return problems


def _no_programme(programme: str, known: KnownOffers) -> Message:
    names = list(dict.fromkeys(offer.programme for offer in known.offers))
    return says(
        "«%(name)s» offers nothing here yet. Programmes with a local offer: %(known)s.",
        name=programme,
        known=_listed(names),
    )


def _which(programme: str, offers: list[OfferRow]) -> Message:
    return says(
        "Which offer of «%(name)s» is meant? Write institution and year. There are: %(known)s.",
        name=programme,
        known=_listed([f"{offer.institution} {offer.year}" for offer in offers]),
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_LISTED])
    return f"{shown} (+{len(names) - MOST_LISTED})" if len(names) > MOST_LISTED else shown or "—"


def _meet_zones(frame: pd.DataFrame, known: KnownOffers) -> list[Problem]:
    problems = []
    for row, said in frame["zone"].map(text_of).items():
        letter = known.zone(said) if said else None
        if letter is not None:
            frame.loc[[row], "zone"] = letter
            continue
        message = (
            says("There is no zone «%(zone)s». The zones are: %(known)s.", zone=said, known=known.zone_list)
            if said
            else says("The zone is missing. The zones are: %(known)s.", known=known.zone_list)
        )
        problems.append(Problem(int(str(row)), "zone", message))
    return problems


def _unfold(frame: pd.DataFrame, wide: list[str], stored: pd.DataFrame) -> pd.DataFrame:
    """Return one row per zone, each with the number of the row it stands in.

    A blank cell is read as not known: it takes nothing back, and where nothing is stored it adds nothing.
    """
    rest = frame.drop(columns=wide)
    parts = []
    for name in wide:
        cells = frame[name].where(frame[name] != Known.UNKNOWN, None)
        parts.append(rest.assign(zone=name.partition(":")[2], reaches=cells.astype(object)))
    long = pd.concat(parts).sort_index(kind="stable")
    is_stored = pd.MultiIndex.from_frame(long[list(KEY)]).isin(pd.MultiIndex.from_frame(stored[list(KEY)]))
    return long[long["reaches"].notna() | is_stored]


def _places_without_reach(frame: pd.DataFrame) -> list[Problem]:
    wrong = ((frame["reaches"] == Known.NO) & (frame["places"] > 0)).fillna(value=False)
    message = says("The row gives places in a zone that is not reached. They are kept; check the row.")
    return [Problem(int(row), "places", message, Severity.WARNING) for row in frame.index[wrong]]
