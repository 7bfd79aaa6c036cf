"""The job on real files, step by step, each with what is expected of it."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management import call_command

from clrisk_site.places.models import Boundary, Territory
from diagnosis.models import RiskResult
from mapping.models import LocalOffer, Programme

TUXTLA = "07101"
MUNICIPALITIES = "01_territory/mx_municipios_2020_simplified.geojson"
LOCALITIES = "01_territory/tuxtla_07101_localidades_2025.geojson"
AREAS = "02_ageb/chiapas_ageb_urbana_2022.geojson"
STATES = "03_child_labour/clrisk_mex_2015_state_risk_level.csv"
CHIAPAS = "03_child_labour/clrisk_chiapas_2015_named_municipalities.csv"
CONAPO = "02_ageb/conapo_IMU_2020_chiapas.csv"
INVENTORY = "04_services/coneval_inventario_estatal_2018.xlsx"
CONAPO_COLUMNS = ("IM_2020=value", "GM_2020=official_class", "P6A14NAE=factor:not_attending")


@dataclass
class Answer:
    """What a command printed as JSON, and how it ended."""

    status: int
    data: dict[str, Any]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return (self.data["new"], self.data["changed"], self.data["same"], self.data["refused"])


@dataclass
class Journey:
    """Runs the steps on one database and keeps what was met."""

    data: Path
    folder: Path
    failed: int = 0
    began: float = field(default_factory=perf_counter)

    def run(self, *more: "Callable[[Journey], None]") -> int:
        """Take the steps, then what else is to be done on the same database; 1 when one was not met."""
        call_command("migrate", verbosity=0)
        call_command("load_catalogues", stdout=io.StringIO())
        self.territories()
        self.states()
        self.named_municipalities()
        self.areas()
        self.indicators()
        self.programmes()
        self.plan()
        for part in more:
            part(self)
        seconds = perf_counter() - self.began
        sys.stdout.write(
            f"\n{'all met' if not self.failed else f'{self.failed} not met'} in {seconds:.0f} s" + "\n"
        )
        return 1 if self.failed else 0

    def expect(self, what: str, expected: object, found: object) -> None:
        met = expected == found
        self.failed += not met
        sys.stdout.write(
            f"{'ok ' if met else 'NOT'}  {what}: {found}" + ("" if met else f", expected {expected}") + "\n"
        )

    def tell(self, what: str) -> None:
        """Say what was found where nothing is expected of it."""
        sys.stdout.write(f"--   {what}\n")

    def take(self, kind: str, file: str, territory: str, *options: str) -> Answer:
        """Run `manage.py import` and return its JSON answer."""
        arguments = [kind, str(self.data / file), "--territory", territory, "--format", "json", *options]
        printed, status = io.StringIO(), 0
        try:
            with redirect_stdout(printed):
                call_command("import", *arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        return Answer(status, json.loads(printed.getvalue()))

    def territories(self) -> None:
        options = ("--year", "2020", "--source", "INEGI, Marco Geoestadístico 2020")
        answer = self.take("territories", MUNICIPALITIES, "MX", *options)
        self.expect("municipalities taken, exit status", (2469, 0), (answer.data["new"], answer.status))
        self.expect("municipalities stored", 2469, self._count("MX", "municipality"))
        self.expect("states named by the file", 32, self._count("MX", "state"))
        outlines = Boundary.objects.filter(territory__level__depth__in=(1, 2)).count()
        self.expect("outlines of municipalities and states", 2501, outlines)
        area = Boundary.objects.get(territory__code=TUXTLA).area_km2 or 0
        self.expect("area of Tuxtla in km²", 336, round(area))
        again = self.take("territories", MUNICIPALITIES, "MX", *options)
        self.expect("the same file again: new, changed, same, refused", (0, 0, 2469, 0), again.counts)

    def states(self) -> None:
        answer = self.take(
            "risk-results", STATES, "MX", "--year", "2015", "--source", "STPS, OIT y CEPAL, según dnf.com.mx"
        )
        self.expect("state levels matched by name, exit status", (32, 0), (answer.data["new"], answer.status))
        results = RiskResult.objects.filter(territory__level__code="state")
        found = {name: results.filter(official_class=name).count() for name in ("low", "medium", "high")}
        self.expect("states by class", {"low": 12, "medium": 11, "high": 9}, found)
        self.expect(
            "«Estado de México» is state 15",
            "low",
            results.get(territory__code="15").official_class,
        )
        self.expect("a class without a number stays without", 32, results.filter(value__isnull=True).count())
        self.expect("measure", "class_only", results.values_list("release__measure_type", flat=True).first())

    def named_municipalities(self) -> None:
        options = ("--year", "2015", "--source", "STPS, OIT y CEPAL, según El Heraldo de Chiapas")
        asked = self.take("risk-results", CHIAPAS, "07", *options)
        questions = asked.data["questions"]
        self.expect(
            "named municipalities: exit status, saved", (1, False), (asked.status, asked.data["committed"])
        )
        self.expect(
            "one question, about Bellavista", [True], ["Bellavista" in q["message"] for q in questions]
        )
        self.expect("proposed, not taken", "MX.07.011", questions[0]["recommended"] if questions else None)
        answer = f"{questions[0]['code']}=MX.07.011" if questions else "none=none"
        taken = self.take("risk-results", CHIAPAS, "07", *options, "--answer", answer)
        self.expect("21 named municipalities, exit status", (21, 0), (taken.data["new"], taken.status))
        classes = RiskResult.objects.filter(territory__path__startswith="MX.07.", official_class="high")
        self.expect("of them high", 6, classes.filter(release__year=2015).count())

    def areas(self) -> None:
        answer = self.take(
            "territories", AREAS, "07", "--year", "2022", "--source", "INEGI, Marco Geoestadístico 2022"
        )
        self.expect("urban AGEB of Chiapas, exit status", (1907, 0), (answer.data["new"], answer.status))
        self.expect("AGEB of Tuxtla", 229, self._count("MX.07.101", "ageb"))
        self.take(
            "territories",
            LOCALITIES,
            TUXTLA,
            "--year",
            "2025",
            "--source",
            "INEGI, Marco Geoestadístico 2025",
        )
        self.expect("localities of Tuxtla", 25, self._count("MX.07.101", "locality"))
        locality = Territory.objects.get(path="MX.07.101.0001")
        self.expect("a locality made from its code gets its name", "Tuxtla Gutiérrez", locality.name)

    def indicators(self) -> None:
        columns = [part for column in CONAPO_COLUMNS for part in ("--map", column)]
        facts = ("--set", "nature=proxy", "--set", "measure_type=index_open", "--set", "name=IMU 2020")
        answer = self.take(
            "risk-results", CONAPO, "07", "--year", "2020", "--source", "CONAPO, IMU 2020", *columns, *facts
        )
        self.expect("AGEB with an index, exit status", (1545, 0), (answer.data["new"], answer.status))
        tuxtla = RiskResult.objects.filter(release__name="IMU 2020", territory__path__startswith="MX.07.101.")
        self.expect("AGEB of Tuxtla with an index", 214, tuxtla.count())
        attending = tuxtla.exclude(factor_values__not_attending=None).count()
        self.expect("of them with not attending school", 214, attending)
        empty = Territory.objects.filter(path__startswith="MX.07.101.", level__code="ageb", risk_results=None)
        self.expect("AGEB of Tuxtla without data", 15, empty.count())

    def programmes(self) -> None:
        options = ("--sheet", "Chiapas", "--year", "2018", "--source", "CONEVAL, inventario estatal 2018")
        answer = self.take("programmes", INVENTORY, "07", *options)
        self.expect("programmes of Chiapas, exit status", (19, 0), (answer.data["new"], answer.status))
        self.expect("programmes stored", 19, Programme.objects.filter(territory__code="07").count())
        self.expect("what they offer locally is not known", 0, LocalOffer.objects.count())
        everyone_at_school = Programme.objects.get(name="Programa Todos a la Escuela")
        self.expect(
            "a blank first institution is filled from the second",
            "Sistema Estatal para el Desarrollo Integral de la Familia",
            everyone_at_school.institution.name,
        )
        again = self.take("programmes", INVENTORY, "07", *options)
        self.expect("the same sheet again: new, changed, same, refused", (0, 0, 19, 0), again.counts)

    def plan(self) -> None:
        """Print the plan of a municipality whose country published classes only."""
        out = self.folder / "plan-07101.pdf"
        call_command("document", "action-plan", TUXTLA, "--out", str(out), stdout=io.StringIO())
        self.expect("the plan is a PDF", b"%PDF-", out.read_bytes()[:5])
        words = self._words(out)
        if words is None:
            self.tell("its words were not read: pdftotext (poppler-utils) is not installed")
            return
        for said in ("No publicado", "Sin pesos publicados: pesos iguales", "con clases y con un índice"):
            self.expect(f"the plan says «{said}»", True, said in words)

    def _words(self, file: Path) -> str | None:
        """Return the text of a PDF with single spaces, None where no program can read it."""
        program = shutil.which("pdftotext")
        if program is None:
            return None
        done = subprocess.run([program, str(file), "-"], capture_output=True, check=True, text=True)
        return " ".join(done.stdout.split())

    def _count(self, path: str, level: str) -> int:
        return Territory.objects.within(Territory.objects.get(path=path)).filter(level__code=level).count()
