"""The tables that a municipality brings, each taken with the counts of its source or asked about."""

from typing import Any

from clrisk_site.places.models import Territory
from clrisk_site.tables.guard import read_guarded
from clrisk_site.tables.limits import TRUSTED
from clrisk_site.tables.raw import RawTable
from diagnosis.models import IndicatorValue
from tests.real.journey import Answer, Journey

POPULATION = "01_territory/inegi_consulta_pob_municipio_sexo_2020_latin1.csv"
SPEAKERS = "01_territory/inegi_consulta_lengua_indigena_2020_latin1.csv"
INDEX_2017 = "01_territory/mx_indice_geoestadistico_2017_latin1.csv"
PCODES = "01_territory/ocha_codab_mex_pcodes_adm1_adm2.csv"
IMU_2010 = "02_ageb/conapo_IMU_2010_chiapas.csv"
IMU_2020 = "02_ageb/conapo_IMU_2020_chiapas.csv"
IMM_XLS = "02_ageb/conapo_IMM_2020_municipios.xls"
IMM_CSV = "02_ageb/conapo_IMM_2020_municipios_bom_crlf.csv"
COMPONENTS = "02_ageb/conapo_coneval_municipal_components_2020.csv"
IS_CSV = "02_ageb/coneval_GRS_AGEB_cdmx_2020_is_csv.xlsx"
STATE_COUNTS = "03_child_labour/clrisk_mex_2015_state_counts.csv"
INVENTORY_2016 = "04_services/coneval_inventario_estatal_2016.xlsx"
INVENTORY_2018 = "04_services/coneval_inventario_estatal_2018.xlsx"
CLINICS = "04_services/denue_chiapas_farmacias_consultorios_mojibake.csv"
HXL = "06_formats/hxl/"


class TablesOfOthers:
    """Goes on where the journey ended, on the same database."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.expect, self.take = journey.expect, journey.take

    def run(self) -> None:
        steps = (
            self.census_queries,
            self.codes_and_names,
            self.marginalisation,
            self.components,
            self.mexico_city,
            self.state_counts,
            self.inventories,
            self.twice_encoded,
            self.tagged,
        )
        for step in steps:
            try:
                step()
            except Exception as fault:  # noqa: BLE001 - whatever it is, the other files are looked at too
                self.expect(f"{step.__name__} comes to an end", "it does", repr(fault)[:300])

    def census_queries(self) -> None:
        """Title rows, cp1252, thousands commas, codes such as " 01 001 " and formulas in their place."""
        source = "INEGI, Censo 2020"
        answer = self._indicators(POPULATION, "MX", 2020, source)
        self.expect("census by sex: places", 2501, self._places(source))
        self.expect("of them refused: the row of the country's total", 1, answer.data["refused"])
        self.expect("people of Tuxtla by sex", {604147, 287524, 316623}, self._values("MX.07.101", source))
        named = {f"Población total: {name}" for name in ("Total", "Hombres", "Mujeres")}
        self.expect("named after the title of the table", named, self._codes(source))
        asked = self._indicators(SPEAKERS, "MX", 2020, source)
        questions = asked.data["questions"]
        self.expect(
            "speakers of a language: questions, saved", (1, False), (len(questions), asked.data["committed"])
        )
        self.expect("it asks what 114,571 means", True, "114,571" in str(questions))
        said = f"{questions[0]['code']}=point" if questions else "none=none"
        answer = self._indicators(SPEAKERS, "MX", 2020, source, "--answer", said)
        self.expect("speakers of a language: changed values of the other table", 0, answer.data["changed"])
        found = IndicatorValue.objects.filter(
            source=source, indicator__code="Población de 3 años y más: Total"
        )
        self.expect("speakers of a language: places", 2501, found.count())
        self.expect("its Total beside the other", True, 604147 in self._values("MX.07.101", source))

    def codes_and_names(self) -> None:
        """A code in two columns, and codes with the letters of the country before them."""
        options = ("--year", "2017", "--source", "INEGI 2017", "--dry-run")
        index = self.take("territories", INDEX_2017, "MX", *options)
        self.expect("index of 2017: rows, refused", (2458, 0), (index.data["rows"], index.data["refused"]))
        known = index.data["same"] + index.data["changed"]
        self.expect("index of 2017: municipalities known of 2,469", 2458, known)
        options = ("--year", "2021", "--source", "OCHA COD-AB", "--dry-run")
        pcodes = self.take("territories", PCODES, "MX", *options)
        self.expect("P-codes: rows, refused", (2489, 0), (pcodes.data["rows"], pcodes.data["refused"]))
        self.expect("P-codes that name a stored place", 2489, pcodes.data["same"] + pcodes.data["changed"])

    def marginalisation(self) -> None:
        # Of the 1,329 areas of 2010, 16 are none of those that the file of 2022 stored: refused, and said so.
        for file, year, rows, status in ((IMU_2010, 2010, 1313, 1), (IMU_2020, 2020, 1545, 0)):
            answer = self._indicators(file, "07", year, f"CONAPO, IMU {year}")
            self.expect(
                f"IMU {year}: areas, exit status",
                (rows, status),
                (self._places(f"CONAPO, IMU {year}"), answer.status),
            )
        first = self._indicators(IMM_XLS, "MX", 2020, "CONAPO, IMM 2020", "--sheet", "IMM_2020")
        source = "CONAPO, IMM 2020"
        self.expect("IMM from .xls: places, exit status", (2469, 0), (self._places(source), first.status))
        again = self._indicators(IMM_CSV, "MX", 2020, "CONAPO, IMM 2020")
        told = (again.data["new"], again.data["refused"])
        self.expect("the same as CSV, rounded to nine digits: new, refused", (0, 0), told)

    def components(self) -> None:
        """A part of the code that lost its zero, and two totals of the population that disagree."""
        answer = self._indicators(COMPONENTS, "MX", 2020, "CONAPO y CONEVAL 2020")
        source = "CONAPO y CONEVAL 2020"
        self.expect("components: places, exit status", (2469, 0), (self._places(source), answer.status))
        found = self._values("MX.07.101", source)
        self.expect("both totals of Tuxtla are kept", {604147, 584797}, {604147, 584797} & found)

    def mexico_city(self) -> None:
        """A file called .xlsx that is CSV, of areas not stored yet: asked for first, then taken."""
        unknown = self._indicators(IS_CSV, "09", 2020, "CONEVAL, GRS 2020")
        self.expect("areas that are not stored: saved", False, unknown.data["committed"])
        options = ("--year", "2020", "--source", "CONEVAL, GRS 2020")
        areas = self.take("territories", IS_CSV, "09", *options)
        self.expect(
            "their codes as territories: rows, refused",
            (2399, 0),
            (areas.data["rows"], areas.data["refused"]),
        )
        answer = self._indicators(IS_CSV, "09", 2020, "CONEVAL, GRS 2020")
        self.expect(
            "then their indicators: places, exit status",
            (2399, 0),
            (self._places("CONEVAL, GRS 2020"), answer.status),
        )

    def state_counts(self) -> None:
        """Three states by name; Puebla adds to 216 of 217 and stays as it was printed."""
        answer = self._indicators(STATE_COUNTS, "MX", 2015, "STPS, OIT y CEPAL, según prensa")
        values = IndicatorValue.objects.filter(year=2015, territory__level__code="state")
        counted = values.values("territory").distinct().count()
        self.expect("counts of three states, exit status", (3, 0), (counted, answer.status))
        low = values.filter(territory__path="MX.07", indicator__code="low").count()
        self.expect("Chiapas: low was not printed, so it has no row", 0, low)

    def inventories(self) -> None:
        for file, year, place, sheet, count in (
            (INVENTORY_2016, 2016, "07", "Chiapas", 10),
            (INVENTORY_2018, 2018, "21", "Puebla", None),
        ):
            options = (
                "--sheet",
                sheet,
                "--year",
                str(year),
                "--source",
                f"CONEVAL, inventario estatal {year}",
            )
            answer = self.take("programmes", file, place, *options)
            taken = answer.data["new"] + answer.data["changed"] + answer.data["same"]
            expected = count if count is not None else answer.data["rows"]
            self.expect(f"programmes of {sheet} {year}, exit status", (expected, 0), (taken, answer.status))

    def twice_encoded(self) -> None:
        """Saved twice in UTF-8: a repair is proposed with five names, and nothing is repaired by itself."""
        table = self._read(CLINICS)
        self.expect("clinics: rows", 2098, len(table))
        self.expect("names shown before and after", 5, len(table.repairs))
        self.expect(
            "none of the proposals is broken", True, all("Ã" not in after for _, after in table.repairs)
        )
        repaired = self._read(CLINICS, repair=True)
        words = b"".join(repaired.packed).decode()
        self.expect("repaired: a broken letter is left", False, "Ã©" in words or "Ã³" in words)

    def tagged(self) -> None:
        """Rows of hashtags below the header are no data."""
        for file in ("input-status.csv", "input-whitespace.csv", "input-valid.xlsx"):
            table = self._read(HXL + file)
            self.expect(
                f"{file}: tags found, a tag row among the data",
                (True, False),
                (any(table.tags), _has_tag_row(table)),
            )

    def _indicators(self, file: str, place: str, year: int, source: str, *options: str) -> Answer:
        return self.take("indicators", file, place, "--year", str(year), "--source", source, *options)

    def _read(self, file: str, **choices: Any) -> RawTable:
        table = read_guarded(self.journey.data / file, TRUSTED, **choices)
        if not isinstance(table, RawTable):
            raise TypeError(f"{file}: {table.message}")
        return table

    def _places(self, source: str) -> int:
        """Return how many places have a value of that source."""
        return IndicatorValue.objects.filter(source=source).values("territory").distinct().count()

    def _codes(self, source: str) -> set[str]:
        values = IndicatorValue.objects.filter(source=source)
        return set(values.values_list("indicator__code", flat=True).distinct())

    def _values(self, path: str, source: str) -> set[int]:
        place = Territory.objects.get(path=path)
        values = IndicatorValue.objects.filter(territory=place, source=source)
        return {round(value) for value in values.values_list("value", flat=True)}


def _has_tag_row(table: RawTable) -> bool:
    return any(table.cells(number)[0].startswith("#") for number in range(len(table.headers)))
