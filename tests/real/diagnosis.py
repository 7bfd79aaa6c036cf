"""The diagnosis of Tuxtla, Chiapas and Pasto from real files: index, zones, change, factsheets, report."""

import io
import json
import shutil
import subprocess
from contextlib import redirect_stdout
from pathlib import Path

from django.core.management import call_command

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.spec import Refusal
from diagnosis.actions.adopt_zones import adopt_zones
from diagnosis.actions.estimate_children import estimate_children
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.actions.keep_index import keep_index
from diagnosis.actions.save_survey import SentSurvey, save_survey
from diagnosis.models import DefinitionSheet, Factor, Indicator, Proxy, Technique, Zone
from diagnosis.models.result import AnalysisResult
from diagnosis.queries.area_changes import area_changes
from diagnosis.queries.neighbourhoods import neighbourhoods_of
from diagnosis.queries.persons_of_areas import persons_of_areas
from diagnosis.queries.zone_proposal import ProposalChoices, propose_zones
from diagnosis.queries.zones import zones_of
from diagnosis.statistics.composite import AssumedShare
from diagnosis.survey.asking import ask_shares
from diagnosis.survey.plan import Column, Condition, Group, Plan
from tests.real.journey import Journey
from tests.real.maps_and_registers import PASTO

SHARE = 0.24
"""Children of 5 to 17 among all persons: no file here has ages, so it is stated and printed as such."""
SHARE_SOURCE = "Proporción supuesta para esta corrida; ningún archivo trae edades por municipio"
PROXIES = (
    ("not_attending", "P6A14NAE", "Población de 6 a 14 años que no asiste", "fair"),
    ("head_low_schooling", "SBASC", "Población de 15 años y más sin educación básica", "fair"),
    ("no_health_affiliation", "PSDSS", "Población sin derechohabiencia", "fair"),
    ("overcrowding", "OVHAC", "Ocupantes en viviendas con hacinamiento", "good"),
)
ZONE_B = ("MX.07.101.0037", "MX.07.101.0045")
"""Copoya and El Jobo: the one of the published four zones whose neighbourhoods have codes."""


class Diagnosis:
    """Goes on where the maps and tables ended, on the same database."""

    def __init__(self, journey: Journey) -> None:
        self.journey, self.expect = journey, journey.expect
        self.person = User.objects.create(email="real@example.org", name="Corrida real")

    def run(self) -> None:
        steps = (
            self.definition, self.proxies, self.children, self.index, self.zones, self.published_zones,
            self.change, self.factsheets, self.report, self.pasto,
        )  # fmt: skip
        for step in steps:
            try:
                step()
            except Exception as fault:  # noqa: BLE001 - whatever it is, the rest is looked at too
                self.expect(f"{step.__name__} comes to an end", "it does", repr(fault)[:300])

    @property
    def tuxtla(self) -> Territory:
        return Territory.objects.select_related("level").get(path="MX.07.101")

    def definition(self) -> None:
        sheet = self._in_force(self.tuxtla)
        self.expect("a definition is in force", True, sheet.is_frozen)

    def proxies(self) -> None:
        for factor, code, title, fit in PROXIES:
            proxy = Proxy(
                territory=self.tuxtla,
                factor=Factor.objects.get(code=factor),
                indicator=Indicator.objects.get(country="MX", code=code),
                title=title,
                source="CONAPO, IMU 2020",
                unit="%",
                direction="raises",
                year=2020,
                fit=fit,
            )
            create_record(proxy, by=self.person)
        found = zones_of(self.tuxtla)
        self.expect("factors that a proxy stands for", 4, len(found.index.used))

    def children(self) -> None:
        persons = next(
            one for one in persons_of_areas(self.tuxtla) if "POB_TOTAL" in one.name and one.year == 2020
        )
        note = f"Población del área por {SHARE:.0%}. {SHARE_SOURCE}"
        areas = estimate_children(
            self.tuxtla,
            persons=persons,
            share=AssumedShare(SHARE, SHARE_SOURCE),
            note=note,
            by=self.person,
        )
        self.expect("areas with an estimate of children", 214, areas)

    def index(self) -> None:
        found = zones_of(self.tuxtla)
        indexed = [one for one in found.index.areas if one.index is not None]
        values = [one.index for one in indexed if one.index is not None]
        self.expect("areas, of them with an index", (229, 213), (len(found.index.areas), len(values)))
        self.expect(
            "no data is a class of its own, one for too few children", 16, found.index.counts["no_data"]
        )
        self.expect("classes", {"low", "medium", "high"}, {one.kind for one in indexed})
        self.expect("every index lies between 0 and 100", True, all(0 <= value <= 100 for value in values))
        result = keep_index(self.tuxtla, by=self.person)
        self.expect("the index is kept under the definition", True, result.definition.is_frozen)
        self.expect("computed again: the same numbers", (True, 0), self._rerun(result))

    def zones(self) -> None:
        before = zones_of(self.tuxtla)
        proposal = propose_zones(before, ProposalChoices())
        zones = proposal.zones.zones
        self.expect("zones are proposed", True, len(zones) > 1)
        top = {one.area.code for one in before.index.areas if one.kind == "high"}
        held = [code for zone in zones for code in zone.areas]
        self.expect(
            "they hold areas of the high class, each once",
            (True, True),
            (set(held) <= top, len(held) == len(set(held))),
        )
        adopt_zones(
            self.tuxtla,
            findings=before,
            proposal=proposal,
            letters=[zone.letter for zone in zones],
            names=neighbourhoods_of(self.tuxtla),
            reason="Áreas contiguas de prioridad alta",
            by=self.person,
        )
        result = AnalysisResult.objects.get(territory=self.tuxtla, technique=Technique.ZONES)
        self.expect("zones adopted", len(zones), Zone.objects.filter(territory=self.tuxtla).count())
        self.expect("the proposal computed again: the same", (True, 0), self._rerun(result))

    def published_zones(self) -> None:
        """Zone B of the press is El Jobo, Copoya and Llano del Tigre; two of them have areas of their own."""
        found = zones_of(self.tuxtla)
        of_b = [one for one in found.index.areas if one.area.path.rsplit(".", 1)[0] in ZONE_B]
        self.expect("areas of Copoya and El Jobo", 12, len(of_b))
        indexed = [one for one in of_b if one.index is not None]
        high = [one for one in indexed if one.kind == "high"]
        zoned = [one for one in high if one.area.zone_letter]
        self.expect(
            "of them with an index, high, and in a zone", (10, 6, 5), (len(indexed), len(high), len(zoned))
        )

    def change(self) -> None:
        found = area_changes(self.tuxtla, "not_attending")
        self.expect(
            "areas in 2010 and 2020",
            (203, 2010, 2020),
            (len(found.areas), found.before_year, found.after_year),
        )

    def factsheets(self) -> None:
        for place, said in (("MX.07", "Alto"), ("MX.07.101", "No publicado"), ("MX", "México")):
            for kind in ("factsheet", "factsheet-public"):
                pages, words = self._document(kind, place)
                self.expect(f"{kind} of {place}: pages, says «{said}»", (1, True), (pages, said in words))
        pages, _words = self._document("zone-factsheets", "MX.07.101")
        self.expect("one page per zone", Zone.objects.filter(territory=self.tuxtla).count(), pages)

    def report(self) -> None:
        _pages, words = self._document("characterisation", "MX.07.101")
        for said in ("quehaceres", "No es una probabilidad", "2020"):
            self.expect(f"the report says «{said}»", True, said in words)

    def pasto(self) -> None:
        """Girls and boys of Pasto: 29 working children are too few for any share, and the report says so."""
        levels = {level.code: level for level in Level.objects.filter(country="CO")}
        country = Territory.objects.get(path="CO")
        state = Territory.objects.create(
            path="CO.52", code="52", name="Nariño", level=levels["department"], parent=country
        )
        pasto = Territory.objects.create(
            path="CO.52.001", code="52001", name="Pasto", level=levels["municipality"], parent=state
        )
        file = self.journey.data / PASTO
        header = file.read_text("utf-8-sig").splitlines()[0].split(",")
        column = {name.strip('"'): Column(place, name.strip('"')) for place, name in enumerate(header)}
        works = tuple(Condition(column[name], yes="1") for name in ("P400", "P401", "P403", "P404"))
        sexes = Group(column["P3271"], "Sexo", (("1", "Niños"), ("2", "Niñas")))
        plan = Plan(works, skipped=True, weight=column["FEX_C"], age=column["P6040"], groups=(sexes,))
        answer = ask_shares(file, plan, name=file.name)
        if isinstance(answer, Refusal):
            raise TypeError(str(answer.message))
        survey = save_survey(
            definition=self._in_force(pasto),
            sent=SentSurvey("GEIH 2024", "DANE", 2024, file.name, "0" * 64),
            plan=plan,
            reading={},
            answer=answer,
            by=self.person,
        )
        verdicts = {share.category: share.verdict for share in survey.shares.all()}
        self.expect("Pasto: girls and boys apart, all kept back", {"suppress"}, set(verdicts.values()))
        self.expect("Pasto: groups", {"", "Niñas", "Niños"}, set(verdicts))
        _pages, words = self._document("characterisation", "CO.52.001")
        self.expect("Pasto: the report does not print the share", False, "3.2" in words or "3,2" in words)

    def _in_force(self, territory: Territory) -> DefinitionSheet:
        sheet = DefinitionSheet(
            territory=territory,
            legal="Edad mínima de admisión al empleo: 15 años.",
            operational="Ocupación no permitida y quehaceres en condiciones no adecuadas.",
            working="Niñas, niños y adolescentes de 5 a 17 años que realizan actividades económicas.",
        )
        create_record(sheet, by=self.person)
        return freeze_definition(sheet, by=self.person, expected_version=sheet.version)

    def _rerun(self, result: AnalysisResult) -> tuple[bool, int]:
        printed, status = io.StringIO(), 0
        try:
            with redirect_stdout(printed):
                call_command("rerun", str(result.pk), "--format", "json", stdout=printed)
        except SystemExit as end:
            status = int(end.code or 0)
        return json.loads(printed.getvalue())["same"], status

    def _document(self, kind: str, place: str) -> tuple[int, str]:
        """Make a document; return its pages and its words, which need poppler-utils."""
        out = Path(self.journey.folder) / f"{kind}-{place}.pdf"
        call_command("document", kind, place, "--out", str(out), stdout=io.StringIO())
        program = shutil.which("pdftotext")
        if program is None:
            raise RuntimeError("pdftotext (poppler-utils) is not installed")
        done = subprocess.run([program, str(out), "-"], capture_output=True, check=True, text=True)
        return done.stdout.count("\f"), " ".join(done.stdout.split())
