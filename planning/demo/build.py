"""Builds the whole demonstration in one transaction, floor by floor."""

from django.db import transaction

from clrisk_site.catalogue.registry import registered
from planning.demo.build_diagnosis import build_diagnosis
from planning.demo.build_mapping import build_mapping
from planning.demo.build_people import SignIn, build_administrator, build_people, sign_ins
from planning.demo.build_places import build_places
from planning.demo.build_plan import build_plan
from planning.demo.recording import Recorder, read


@transaction.atomic
def build_demo() -> list[SignIn]:
    """Record what is missing of the demonstration and return who can sign in."""
    for path, load in registered():
        load(path)
    places = build_places()
    recorder = Recorder(build_administrator(places.country))
    days = read("plan")["dates"]
    diagnosis = build_diagnosis(places, recorder, days)
    mapping = build_mapping(places, diagnosis, recorder, days)
    build_people(places, recorder.by, {"space": mapping.space, **mapping.programmes})
    build_plan(places.municipality, diagnosis, mapping, recorder)
    return sign_ins(places)
