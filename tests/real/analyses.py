"""Analyses of real files by the command, beside the digits that were published or computed elsewhere."""

import tempfile
from pathlib import Path
from typing import Any

from tests.diagnosis.analyses.running import analysed
from tests.real.journey import Journey

STATISTICS = "05_stats_reference"
PASTO = "03_child_labour/col_dane_geih_2024_trabajo_infantil_pasto.csv"
PROGRESA = "03_child_labour/mex_progresa_children_1997_1999.csv"
AREAS, OUTLINES = "02_ageb/conapo_IMU_2020_chiapas.csv", "02_ageb/chiapas_ageb_urbana_2022.geojson"

WORKING = """
outcome:
  any:
    - {column: P400, value: 1}
    - {column: P401, value: 1}
    - {column: P403, value: 1}
    - {column: P404, value: 1}
  skipped: yes
weights: FEX_C
preset: country:CO
"""
ENROLMENT = """
outcome: enroll_child
predictors: [age, sex, lang, sexHH, ageHH, D]
domain: {year: 1998, pov_HH: 1}
variance: model
"""
SCHOOLS = """
outcome: sch.wide
predictors: [ell, meals]
clusters: dnum
weights: pw
fpc: fpc
"""
URBAN_AREAS = """
area: CVE_AGEB
population: POB_TOTAL
share: 0.24
share_source: stated for this test
proxies:
  P6A14NAE: {sign: 1, weight: 2}
  SBASC: {sign: 1, weight: 1}
  PSDSS: {sign: 1, weight: 1}
contiguity:
  polygons: {file: OUTLINES, code: cvegeo}
"""


class Analyses:
    """Runs beside the journey; it needs no record of the database."""

    def __init__(self, journey: Journey) -> None:
        self.data, self.expect = journey.data, journey.expect

    def run(self) -> None:
        for step in (self.working, self.enrolment, self.schools, self.correspondence, self.urban_areas):
            try:
                step()
            except Exception as fault:  # noqa: BLE001 - whatever it is, the other files are analysed too
                self.expect(f"analysis {step.__name__} comes to an end", "it does", repr(fault)[:300])

    def working(self) -> None:
        """Twenty-nine children of Pasto: too few for any rule of the region."""
        found = self._analysed("proportion", PASTO, WORKING)
        self.expect("Pasto: records, working", (860, 29), (found["n"], found["cases"]))
        self.expect("Pasto: weighted per cent", "3.22", f"{100 * found['estimate']:.2f}")
        self.expect("Pasto: what the rule says", "suppress", found["verdict"])
        self.expect("Pasto: cases fail it first", "cases", found["failed"][0])

    def enrolment(self) -> None:
        """The children of poor households whom PROGRESA asked in 1998."""
        found = self._analysed("logit", PROGRESA, ENROLMENT)
        terms = {term["name"]: term for term in found["terms"]}
        told = [
            (name, f"{terms[name]['coefficient']:.4f}", f"{terms[name]['se']:.4f}")
            for name in ("D", "age", "sex")
        ]
        printed = [("D", "0.4237", "0.0578"), ("age", "-0.5759", "0.0213"), ("sex", "0.3919", "0.0564")]
        self.expect("PROGRESA: records", 6411, found["n"])
        self.expect("PROGRESA: coefficients and errors", printed, told)
        self.expect("PROGRESA: log-likelihood", "-3721.27", f"{found['log_likelihood']:.2f}")

    def schools(self) -> None:
        """Schools of California drawn by district, as in the vignette of R's survey package."""
        found = self._analysed("logit", f"{STATISTICS}/survey_apiclus1.csv", SCHOOLS)
        told = [(f"{term['coefficient']:.6f}", f"{term['se']:.6f}") for term in found["terms"]]
        printed = [("1.899557", "0.509915"), ("0.039925", "0.012443"), ("-0.019115", "0.008825")]
        self.expect("districts of California: logit", printed, told)
        self.expect("districts of California: degrees of freedom", 12, found["df"])

    def correspondence(self) -> None:
        """Letters of twelve books, and four opinions of 871 persons."""
        letters = self._analysed("correspondence", f"{STATISTICS}/ca_author.csv", "shape: table")
        self.expect("letters: inertia", "0.018735", f"{letters['total']:.6f}")
        opinions = self._analysed(
            "correspondence", f"{STATISTICS}/ca_wg93.csv", "shape: records\nvariables: [A, B, C, D]"
        )
        told = [f"{100 * share:.1f}" for share in opinions["share"][:5]]
        self.expect("opinions: adjusted per cent", ["44.9", "34.2", "5.4", "3.3", "0.7"], told)

    def urban_areas(self) -> None:
        """The urban census areas of Chiapas: an index from three proxies, zones by who touches whom."""
        specification = URBAN_AREAS.replace("OUTLINES", str(self.data / OUTLINES))
        found = self._analysed("index", AREAS, specification)
        indexed = [area for area in found["areas"] if area["index"] is not None]
        self.expect("urban areas: rows", 1545, len(found["areas"]))
        self.expect(
            "urban areas: index from 0 to 100", True, all(0 <= area["index"] <= 100 for area in indexed)
        )
        self.expect(
            "urban areas: alike beside alike (Moran)", True, found["moran"]["i"] > found["moran"]["expected"]
        )
        top = {area["code"] for area in indexed if area["class"] == "high"}
        zoned = [code for zone in found["zones"] for code in zone["areas"]]
        self.expect(
            "urban areas: zones hold areas of the top class, each once",
            True,
            set(zoned) <= top and len(zoned) == len(set(zoned)),
        )

    def _analysed(self, method: str, file: str, specification: str) -> dict[str, Any]:
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as written:
            written.write(specification)
            written.flush()
            return analysed(method, self.data / file, Path(written.name))
