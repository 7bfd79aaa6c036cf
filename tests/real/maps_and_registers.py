"""Maps of other years, registers of places and the records of a survey: what stays of them, and what not."""

import csv
from collections import Counter

from clrisk_site.atlas.queries.comparison import changes_between
from clrisk_site.atlas.queries.stored_maps import stored_maps
from clrisk_site.places.models import Boundary, FullOutline, Territory
from clrisk_site.tables.spec import Refusal
from diagnosis.models import IndicatorValue, School
from diagnosis.statistics.quality import judge
from diagnosis.survey.asking import ask_shares
from diagnosis.survey.plan import Column, Condition, Plan
from diagnosis.survey.presets import preset_of
from tests.real.journey import Answer, Journey

OLD_MAP = "01_territory/mx_municipalities_intcodes_old.geojson"
FULL_MAP = "01_territory/chiapas_municipios_fullres.geojson"
BAKERIES = "04_services/denue_tuxtla_panaderias_2022.geojson"
CLINICS = "04_services/clues_cdmx_cp1252.csv"
SCHOOLS_UTM = "04_services/escuelas_cct_tizayuca.geojson"
SCHOOLS_OSM = "04_services/osm_mx_escuelas.csv"
HOSPITALS_OSM = "04_services/osm_mx_hospitales.csv"
PASTO = "03_child_labour/col_dane_geih_2024_trabajo_infantil_pasto.csv"


class MapsAndRegisters:
    """Goes on where the journey ended, on the same database."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.expect, self.take = journey.expect, journey.take

    def run(self) -> None:
        steps = (
            self.map_before,
            self.what_changed,
            self.full_resolution,
            self.bakeries,
            self.clinics,
            self.schools_in_metres,
            self.volunteers,
            self.survey,
        )
        for step in steps:
            try:
                step()
            except Exception as fault:  # noqa: BLE001 - whatever it is, the other files are looked at too
                self.expect(f"{step.__name__} comes to an end", "it does", repr(fault)[:300])

    def map_before(self) -> None:
        """Integer codes in two columns, 164 invalid outlines, and no column that says the year."""
        columns = ("--map", "state_code=code_1", "--map", "mun_code=code_2", "--map", "mun_name=name")
        answer = self._as_recommended(
            "territories", OLD_MAP, "MX", "--year", "2010", "--source", "INEGI 2010", *columns
        )
        self.expect("old map: shapes, new territories", (2436, 0), (answer.data["rows"], answer.data["new"]))
        stored = Boundary.objects.filter(valid_from__year=2010, territory__level__code="municipality")
        self.expect(
            "old map: every shape is stored or refused", 2436, stored.count() + answer.data["refused"]
        )

    def what_changed(self) -> None:
        country = Territory.objects.get(path="MX")
        maps = {one.key: one for one in stored_maps(country) if one.level.code == "municipality"}
        found = changes_between(country, maps["2010"], maps["2020"])
        kinds = Counter(one.kind for one in found.changes if one.appeared)
        self.expect("municipalities that only the map of 2020 has", 33, sum(kinds.values()))
        self.expect("of them too small for the old map to tell", 20, kinds["unclear"])
        founded = {one.code for one in found.changes if one.appeared and one.kind != "unclear"}
        self.expect(
            "founded in Chiapas", {f"0712{i}" for i in range(6)}, {c for c in founded if c[:2] == "07"}
        )

    def full_resolution(self) -> None:
        """A coordinate system inside each geometry; 07095 never existed and is not missed."""
        options = ("--year", "2021", "--source", "INEGI, Marco Geoestadístico 2021")
        answer = self._as_recommended("territories", FULL_MAP, "07", *options)
        taken = answer.data["new"] + answer.data["changed"] + answer.data["same"]
        self.expect("Chiapas in full: municipalities, exit status", (124, 0), (taken, answer.status))
        outlines = Boundary.objects.filter(valid_from__year=2021, territory__path__startswith="MX.07.")
        kept = FullOutline.objects.filter(boundary__in=outlines)
        self.expect("drawn simplified, the original beside it", (124, 124), (outlines.count(), kept.count()))

    def bakeries(self) -> None:
        options = ("--year", "2022", "--source", "INEGI, DENUE 2022", "--set", "service=bakeries")
        answer = self._as_recommended("facilities", BAKERIES, "07101", *options)
        self.expect("bakeries: they lie where their code says", True, "199" in str(answer.data["warnings"]))
        self.expect("bakeries counted in census areas", (199, 99), self._counted("INEGI, DENUE 2022"))

    def clinics(self) -> None:
        """In cp1252, a state's code without its zero; closed ones are left out by choice."""
        options = (
            "--year",
            "2020",
            "--source",
            "CLUES",
            "--set",
            "service=clinics",
            "--set",
            "count_by=municipality",
        )
        said = ("--answer", "closed=leave_out", "--answer", "place_by=code")
        self._as_recommended("facilities", CLINICS, "09", *options, *said)
        self.expect(
            "clinics of the capital that are open, municipalities", (3290, 16), self._counted("CLUES")
        )

    def schools_in_metres(self) -> None:
        """Coordinates in UTM zone 14 that the file says to be so; five codes stand twice."""
        self._as_recommended("schools", SCHOOLS_UTM, "13069", "--year", "2020", "--source", "SEP")
        self.expect("schools of Tizayuca", 193, School.objects.filter(source="SEP").count())
        places = set(School.objects.filter(source="SEP").values_list("territory__code", flat=True))
        self.expect("all of them in the municipality", {"13069"}, {place[:5] for place in places})

    def volunteers(self) -> None:
        """Points without any code, of the whole country, taken for one state."""
        source = "OpenStreetMap"
        self._as_recommended("schools", SCHOOLS_OSM, "07", "--year", "2020", "--source", source)
        found = School.objects.filter(source=source)
        self.expect("schools of volunteers in Chiapas", 225, found.count())
        in_tuxtla = found.filter(territory__path__startswith="MX.07.101").count()
        self.expect("of them in Tuxtla", 24, in_tuxtla)
        options = ("--year", "2020", "--source", source, "--set", "service=hospitals")
        self._as_recommended("facilities", HOSPITALS_OSM, "07", *options)
        self.expect("hospitals of volunteers in Chiapas", 39, self._counted(source)[0])

    def survey(self) -> None:
        """Records of children, anonymous: read in the child process, judged, and nothing of them stored."""
        file = self.journey.data / PASTO
        with file.open(encoding="utf-8-sig", newline="") as lines:
            header = next(csv.reader(lines))
        column = {name: Column(place, name) for place, name in enumerate(header)}
        works = tuple(Condition(column[name], yes="1") for name in ("P400", "P401", "P403", "P404"))
        plan = Plan(works, skipped=True, weight=column["FEX_C"], age=column["P6040"])
        answer = ask_shares(file, plan, name=file.name)
        if isinstance(answer, Refusal):
            raise TypeError(str(answer.message))
        everyone = answer.shares[0].proportion
        self.expect("Pasto: records, working", (860, 29), (everyone.n, everyone.cases))
        self.expect("Pasto: weighted per cent", "3.22", f"{everyone.estimate * 100:.2f}")
        verdict = judge(everyone, preset_of("eclac", "CO")).verdict
        self.expect("Pasto: what the rule says of it", "suppress", str(verdict))

    def _as_recommended(self, kind: str, file: str, place: str, *options: str) -> Answer:
        """Look first, answer every open question as recommended, and take it."""
        asked = self.take(kind, file, place, *options, "--dry-run")
        answers = [
            part
            for question in asked.data["questions"]
            for part in ("--answer", f"{question['code']}={question['recommended']}")
        ]
        return self.take(kind, file, place, *options, *answers)

    def _counted(self, source: str) -> tuple[int, int]:
        """Return how many places were counted, and in how many areas."""
        values = IndicatorValue.objects.filter(source=source, indicator__unit="places")
        found = list(values.values_list("value", flat=True))
        return round(sum(found)), len(found)
