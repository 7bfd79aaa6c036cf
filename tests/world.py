"""One record of every kind in Tuxtla, so that each address can be tried."""

import datetime as dt
import hashlib

import pytest
import shapely
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from clrisk_site.files import attachment_store
from clrisk_site.files.models import Attachment, Classification, ImportReceipt, Job, JobState, Upload
from clrisk_site.people.differences import LabelledText
from clrisk_site.people.freezing import FrozenContent, freeze
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.people.record import Record
from clrisk_site.places.models import Boundary, Level, Territory
from diagnosis.models import DefinitionSheet, Factor, FactorWeight, Need, PopulationBasis, Zone
from mapping.models import (
    BeneficiaryCount,
    BeneficiaryCounting,
    Competence,
    CompetenceNature,
    CoordinationSpace,
    DefinitionAcknowledgement,
    GovernmentLevel,
    Institution,
    LocalOffer,
    OfferCoverage,
    Programme,
    ProgrammeFactor,
    SpaceMember,
    Strategy,
)
from planning.models import (
    ActionLine,
    GapAnswer,
    Indicator,
    LineActivity,
    LineStatus,
    Pilot,
    ScopeRole,
    ScopeZone,
)
from tests.cast import give_post, give_record, make_user
from tests.diagnosis.codebooks import codebook_world
from tests.diagnosis.definitions import make_inference, make_preset, make_source
from tests.diagnosis.evidence_rows import evidence_world
from tests.diagnosis.information_requests import make_answered, make_reminder, make_request
from tests.diagnosis.proxies import make_proxy
from tests.diagnosis.results.stored import make_result
from tests.diagnosis.surveys import make_survey
from tests.mapping.actor_world import actor_world
from tests.mapping.competence_world import competence_world
from tests.mapping.exchange_world import exchange_world
from tests.mapping.interview_world import interview_world
from tests.mapping.past import make_intervention

type World = dict[str, Model]


@pytest.fixture
def world(tuxtla: Territory, levels: dict[str, Level], liaison: User, space: CoordinationSpace) -> World:
    """Records by the name that tests/access.yaml uses."""
    area = Territory.objects.create(
        path="MX.07.101.0001", code="071010001", name="0001", level=levels["locality"], parent=tuxtla
    )
    for year in (2010, 2020):
        _outline(area, year)
    factor = Factor.objects.create(code="not_attending", texts={"es": "No asiste", "en": "Does not attend"})
    FactorWeight.objects.create(territory=tuxtla, factor=factor)
    zone = Zone.objects.create(territory=tuxtla, letter="A", name="Norte", reason="Prioridad alta")
    zone.areas.add(area)
    sheet = _definition(tuxtla)
    diagnosis: World = {"factor": factor, "zone": zone, "definition": sheet}
    for name, words in (("snapshot", "12 a 17 años"), ("later_snapshot", "15 a 17 años")):
        content = FrozenContent("D-1", (LabelledText("working", "Definición", words),))
        diagnosis[name] = freeze(sheet, by=liaison, content=content)
    need = Need.objects.create(
        territory=tuxtla,
        factor=factor,
        zone=zone,
        children=120,
        basis=PopulationBasis.ESTIMATED,
        year=2020,
        source="X",
    )
    diagnosis["need"] = need
    diagnosis |= evidence_world(zone, factor)
    diagnosis["survey"] = make_survey(tuxtla, sheet)
    diagnosis["result"] = make_result(tuxtla, sheet)
    diagnosis["proxy"] = make_proxy(tuxtla, factor)
    diagnosis |= codebook_world(area)
    diagnosis["preset"] = make_preset()
    diagnosis["data_source"], diagnosis["inference"] = make_source(tuxtla), make_inference(tuxtla)
    diagnosis |= _requests(tuxtla)
    diagnosis["attachment"] = _attachment(space, liaison)
    mapping = _mapping(tuxtla, space, factor, zone, sheet)
    mapping["past_intervention"] = make_intervention(tuxtla)
    mapping |= actor_world(tuxtla, Institution.objects.get())
    mapping |= interview_world(LocalOffer.objects.get())
    mapping |= competence_world(tuxtla)
    mapping |= exchange_world(tuxtla, liaison)
    diagnosis |= _people(tuxtla, LocalOffer.objects.get())
    return diagnosis | mapping | _planning(tuxtla, space, factor, zone) | _files(tuxtla, liaison)


def _requests(tuxtla: Territory) -> World:
    asked, foreign = make_answered(tuxtla), make_answered(Territory.objects.get(path="MX.07"), "Becas")
    foreign.shared_with.add(tuxtla)
    return {
        "request": asked,
        "reminder": make_reminder(asked),
        "draft_request": make_request(tuxtla, "Salud"),
        "shared_request": foreign,
    }


def _outline(area: Territory, year: int) -> Boundary:
    shape = shapely.box(-93.2, 16.7, -93.1, 16.8)
    west, south, east, north = shape.bounds
    return Boundary.objects.create(
        territory=area,
        wkb=shapely.to_wkb(shape),
        west=west,
        south=south,
        east=east,
        north=north,
        area_km2=118.0,
        valid_from=dt.date(year, 1, 1),
        source="INEGI",
    )


def _people(tuxtla: Territory, offer: Record) -> World:
    colleague, owner = make_user("Colleague"), make_user("Programme.owner")
    return {
        "colleague": colleague,
        "held_post": give_post(colleague, Role.ANALYST, tuxtla),
        "record_grant": give_record(owner, offer),
    }


def _definition(tuxtla: Territory) -> DefinitionSheet:
    return DefinitionSheet.objects.create(
        territory=tuxtla, legal="Ley", operational="INEGI", working="15 a 17 años"
    )


def _mapping(
    tuxtla: Territory, space: CoordinationSpace, factor: Factor, zone: Zone, sheet: DefinitionSheet
) -> World:
    institution = Institution.objects.create(territory=tuxtla, name="DIF", level=GovernmentLevel.MUNICIPAL)
    programme = Programme.objects.create(
        territory=tuxtla, institution=institution, name="Estancias", level=GovernmentLevel.MUNICIPAL
    )
    offer = LocalOffer.objects.create(territory=tuxtla, programme=programme, year=2026)
    OfferCoverage.objects.create(offer=offer, zone=zone)
    counting = BeneficiaryCounting.objects.create(
        territory=tuxtla, title="Becas", source="DIF", year=2026, columns={"area": "Colonia"}, rows=40
    )
    for sex in ("girls", "boys"):
        BeneficiaryCount.objects.create(
            counting=counting, area=zone.areas.get(), programme=programme, sex=sex, persons=20
        )
    return {
        "counting": counting,
        "institution": institution,
        "programme": programme,
        "programme_factor": ProgrammeFactor.objects.create(programme=programme, factor=factor),
        "offer": offer,
        "space": space,
        "space_member": SpaceMember.objects.create(
            territory=tuxtla, space=space, institution=institution, constituency="government", role="chair"
        ),
        "competence": Competence.objects.create(
            territory=tuxtla,
            institution=institution,
            factor=factor,
            nature=CompetenceNature.EXECUTE,
            document="Bando",
        ),
        "acknowledgement": DefinitionAcknowledgement.objects.create(
            territory=tuxtla, sheet=sheet, institution=institution, acknowledged_on=dt.date(2026, 1, 1)
        ),
    }


def _planning(tuxtla: Territory, space: CoordinationSpace, factor: Factor, zone: Zone) -> World:
    pilot = Pilot.objects.create(territory=tuxtla, opened_on=dt.date(2026, 1, 1), space=space)
    line = ActionLine.objects.create(
        territory=tuxtla,
        pilot=pilot,
        code="LA-01",
        title="Estancias para niñas",
        objective="Que sigan en la escuela",
        strategy=Strategy.PREVENTION,
        outcome=1,
        population="Niñas de 12 a 17 años",
        status=LineStatus.SUBMITTED,
        lead=Institution.objects.get(),
    )
    line.factors.add(factor)
    line.zones.add(zone)
    line.offers.set(LocalOffer.objects.all())
    draft = ActionLine.objects.create(
        territory=tuxtla,
        pilot=pilot,
        code="LA-02",
        title="Borrador",
        objective="Por escribir",
        strategy=Strategy.REMOVAL,
        outcome=2,
        population="Adolescentes",
    )
    day = dt.date(2026, 7, 1)
    return {
        "pilot": pilot,
        "line": line,
        "draft_line": draft,
        "scope_zone": ScopeZone.objects.create(
            territory=tuxtla, pilot=pilot, zone=zone, role=ScopeRole.PILOT
        ),
        "activity": LineActivity.objects.create(
            territory=tuxtla, line=line, title="Abrir", starts_on=day, ends_on=day, responsible="Dirección"
        ),
        "indicator": Indicator.objects.create(
            territory=tuxtla,
            line=line,
            name="Niñas con lugar",
            unit="niñas",
            means_of_verification="Padrón",
            every="mes",
        ),
        "gap_answer": GapAnswer.objects.create(
            territory=tuxtla,
            pilot=pilot,
            factor=factor,
            zone=zone,
            decision="accepted",
            reason="X",
            evidence_hash="0",
        ),
    }


def _attachment(space: CoordinationSpace, by: User) -> Attachment:
    return Attachment.objects.create(
        territory=space.territory,
        subject_type=ContentType.objects.get_for_model(space),
        subject_id=space.pk,
        kind="minutes",
        title="Minuta",
        classification=Classification.OPEN,
        file_name="minuta.pdf",
        stored_name=attachment_store.keep(b"%PDF-1.7"),
        media_type="application/pdf",
        size_bytes=8,
        sha256=hashlib.sha256(b"%PDF-1.7").hexdigest(),
        created_by=by,
    )


def _files(tuxtla: Territory, liaison: User) -> World:
    digest = hashlib.sha256(b"").hexdigest()
    return {
        "receipt": ImportReceipt.objects.create(
            territory=tuxtla,
            kind="programmes",
            file_name="a.csv",
            sha256=digest,
            rows=1,
            new=1,
            changed=0,
            same=0,
            refused=0,
        ),
        "upload": Upload.objects.create(
            territory=tuxtla,
            kind="programmes",
            file_name="a.csv",
            stored_name="0" * 32,
            size_bytes=0,
            sha256=digest,
            created_by=liaison,
        ),
        "job": Job.objects.create(
            territory=tuxtla,
            kind="document",
            parameters={"document": "action-plan"},
            language="es",
            state=JobState.FAILED,
            created_by=liaison,
            finished_at=timezone.now(),
        ),
    }
