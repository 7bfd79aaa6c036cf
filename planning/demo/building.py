"""Builds the whole demonstration once, in the order in which the records need one another."""

from django.conf import settings
from django.db import transaction
from django.utils import translation

from clrisk_site.figures.message import says
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor
from planning.actions.refusal import RefusedError
from planning.demo.actors import build_actors
from planning.demo.analyses import build_analyses
from planning.demo.beneficiaries import build_counting
from planning.demo.characterisation import build_diagnosis, store_numbers
from planning.demo.city import draw_city
from planning.demo.codebook import build_codebook
from planning.demo.competences import build_norms, tick_desk_review
from planning.demo.definition import build_sources
from planning.demo.evidence import build_evidence
from planning.demo.interviews import build_interviews
from planning.demo.lines import answer_gaps, build_lines, build_pilot
from planning.demo.nearby import store_schools, store_services
from planning.demo.past import answer_as_owner, build_past
from planning.demo.people import build_people, link_owner, seat_people
from planning.demo.places import COUNTRY, build_areas, build_country
from planning.demo.proxies import build_proxies
from planning.demo.reading import read
from planning.demo.requests import build_requests
from planning.demo.saved_lists import build_saved_views
from planning.demo.supply import build_institutions, build_programmes, build_spaces
from planning.demo.support import build_support
from planning.demo.survey import build_survey
from planning.demo.tables import store_tables
from planning.demo.values import invent_numbers
from planning.demo.walk import set_dates
from planning.demo.zones import tell_zones
from planning.models import Pilot

LANGUAGE = "es"


def build_demo() -> bool:
    """Build the demonstration where it is not there yet.

    Returns
    -------
    bool
        True if it was built, False if it was there already and nothing was changed.

    Raises
    ------
    RefusedError
        When the catalogues are not loaded, or the database holds a municipality's own data.
    """
    if is_built():
        return False
    _check()
    # What is frozen keeps the headings of its day: those of the records' language, whoever builds them.
    with translation.override(LANGUAGE), transaction.atomic():
        _build()
    return True


def is_built() -> bool:
    """Whether the database holds the demonstration."""
    return Territory.objects.filter(is_demo=True, level__is_municipal=True).exists()


def _check() -> None:
    if settings.PRODUCTION:
        # Its accounts have a password that everybody can read.
        raise RefusedError(says("The demonstration is never built on a site that is in use."))
    if Pilot.objects.exists() or Territory.objects.filter(level__is_municipal=True).exists():
        raise RefusedError(says("This database holds other data. Build the demonstration in an empty one."))
    if not (Level.objects.filter(country=COUNTRY).exists() and Factor.objects.exists()):
        raise RefusedError(says("The catalogues are missing. Run first: manage.py load_catalogues"))


def _build() -> None:
    plan = read("city")
    drawn = draw_city(plan)
    municipality = build_country()
    areas = build_areas(municipality, drawn)
    numbers = invent_numbers(drawn, plan)
    store_numbers(municipality, areas, numbers)
    store_tables(municipality, areas, drawn, numbers)
    store_schools(areas)
    store_services(municipality, areas, drawn)
    team = build_people()
    sheet = build_diagnosis(municipality, areas, drawn, by=team.liaison)
    build_survey(sheet, by=team.liaison)
    build_analyses(sheet, by=team.liaison)
    build_evidence(municipality, by=team.liaison)
    build_codebook(municipality, by=team.liaison)
    build_sources(municipality, by=team.liaison)
    build_requests(municipality, by=team.liaison)
    institutions = build_institutions(sheet, team=team)
    build_actors(municipality, institutions, team=team)
    build_norms(institutions, team=team)
    tick_desk_review(municipality, team=team)
    spaces = build_spaces(institutions, team=team)
    offers = build_programmes(municipality, institutions, team=team)
    build_counting(offers, areas, drawn, numbers, by=team.liaison)
    seat_people(spaces["municipal"])
    link_owner(offers, by=team.liaison)
    answer_as_owner(offers)
    build_past(institutions, team=team)
    build_interviews(municipality, institutions, offers, by=team.liaison)
    build_support(municipality, offers, by=team.liaison)
    build_saved_views(municipality, by=team.liaison)
    pilot = build_pilot(municipality, spaces["municipal"], institutions, by=team.liaison)
    build_lines(pilot, institutions, offers, by=team.liaison)
    answer_gaps(pilot, by=team.liaison)
    build_proxies(municipality, by=team.liaison)
    tell_zones(municipality, by=team.liaison)
    set_dates(municipality)
