"""The mapping from real files: inventories of two years, factors by keyword, eligibility, a directory."""

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter

from django.core.management import call_command

from clrisk_site.figures.kleene import Known
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import IndicatorValue
from mapping.actions.review_factors import FactorDecision, review_factors
from mapping.actions.take_directory import take_directory
from mapping.exchange.hsds.comparing import plan_directory
from mapping.exchange.hsds.leaving import directory_of, write_archive
from mapping.exchange.hsds.mending import mend
from mapping.exchange.hsds.parts import take_apart
from mapping.exchange.hsds.reading import given_tables, read_directory
from mapping.models import ProgrammeFactor, Sector
from mapping.queries.factor_proposals import ProposedProgramme, awaiting_review, proposals_for
from mapping.queries.inventories import chosen_pair, inventories_of, two_compared
from mapping.queries.programmes import eligibility_of, newest_offers, programmes_seen_from
from tests.real.journey import Journey
from tests.real.tables_of_others import CLINICS, INVENTORY_2016

OHANA = "06_formats/hsds/ohana_sample_csv"
DATAPACKAGE = "06_formats/hsds/hsds_datapackage.json"


class Mapping:
    """Goes on where the analyses ended, on the same database."""

    def __init__(self, journey: Journey) -> None:
        self.journey, self.expect, self.take = journey, journey.expect, journey.take
        self.person = User.objects.get(email="real@example.org")

    def run(self) -> None:
        steps = (
            self.years, self.factors, self.eligibility, self.unknowns, self.pharmacies, self.directory,
        )  # fmt: skip
        for step in steps:
            try:
                step()
            except Exception as fault:  # noqa: BLE001 - whatever it is, the rest is looked at too
                self.expect(f"{step.__name__} comes to an end", "it does", repr(fault)[:300])

    def _place(self, path: str) -> Territory:
        return Territory.objects.select_related("level").get(path=path)

    def years(self) -> None:
        """What appeared, ended and changed from 2016 to 2018; perhaps the same is told apart."""
        options = ("--sheet", "Puebla", "--year", "2016", "--source", "CONEVAL, inventario estatal 2016")
        self.take("programmes", INVENTORY_2016, "21", *options)
        for path, before, after in (("MX.07", 10, 19), ("MX.21", None, None)):
            place = self._place(path)
            pair = chosen_pair(inventories_of(place), "", "")
            self.expect(f"{place}: two years are kept", True, pair is not None)
            if pair is None:
                continue
            found = two_compared(*pair)
            told = len(found.changed) + len(found.same) + len(found.perhaps)
            listed = (pair[0].programmes, pair[1].programmes)
            if before is not None:
                self.expect(f"{place}: programmes of 2016 and 2018", (before, after), listed)
            counts = (len(found.ended) + told, len(found.appeared) + told)
            self.expect(f"{place}: each programme stands in one list", listed, counts)
            words = Counter(
                {
                    "appeared": len(found.appeared),
                    "ended": len(found.ended),
                    "changed": len(found.changed),
                    "same": len(found.same),
                    "perhaps the same": len(found.perhaps),
                }
            )
            self.journey.tell(
                f"{place}, 2016 to 2018: " + ", ".join(f"{n} {word}" for word, n in words.items())
            )

    def factors(self) -> None:
        """Words of the inventory propose factors; a person confirms, and the reason stays with the link."""
        for path in ("MX.07", "MX.21"):
            place = self._place(path)
            found = proposals_for(list(awaiting_review(place)), place)
            proposed = [one for one in found if one.proposals]
            self.expect(f"{place}: every proposal quotes the programme's own words", [], _unquoted(proposed))
            decisions = [
                FactorDecision(
                    one.programme,
                    one.programme.version,
                    {each.factor.pk: each.strength for each in one.proposals},
                    {each.factor.pk: f"«{'», «'.join(each.quoted)}»" for each in one.proposals},
                )
                for one in proposed
            ]
            done = review_factors(decisions=decisions, by=self.person)
            self.expect(f"{place}: confirmed, stale", (len(proposed), 0), (done.done, len(done.stale)))
            links = ProgrammeFactor.objects.filter(programme__territory=place)
            self.expect(f"{place}: links without a reason", 0, links.filter(reason="").count())
            self.journey.tell(
                f"{place}: {len(proposed)} of {len(found)} programmes get {links.count()} proposals of "
                f"{links.values('factor').distinct().count()} factors"
            )

    def eligibility(self) -> None:
        """An inventory says neither whether a programme admits nor whether it redirects."""
        tuxtla = self._place("MX.07.101")
        programmes = list(programmes_seen_from(tuxtla))
        offers = newest_offers(tuxtla)
        found = [eligibility_of(one, offers) for one in programmes]
        verdicts = Counter(one.verdict for one in found)
        self.expect("none is taken for eligible", 0, verdicts[Known.YES])
        self.expect("most are unknown", True, verdicts[Known.UNKNOWN] > len(found) / 2)
        asked = all(one.missing for one in found if one.verdict is Known.UNKNOWN)
        self.expect("each unknown one lists its questions", True, asked)

    def unknowns(self) -> None:
        """The gaps of Tuxtla: whatever is not known is told as unknown and never as a covered need."""
        out = io.StringIO()
        call_command("gaps", "07101", "--format", "json", stdout=out)
        cells = json.loads(out.getvalue())["cells"]
        kinds = Counter(cell["type"] for cell in cells)
        self.expect("no need is told as covered without places", 0, kinds["covered"] + kinds["duplicated"])
        self.expect("some cells are unknown", True, kinds["unknown"] > 0)

    def pharmacies(self) -> None:
        """Pharmacies and consulting rooms per municipality, as context beside the programmes."""
        options = ("--year", "2024", "--source", "INEGI, DENUE 2024", "--set", "service=clinics")
        answer = self.take("facilities", CLINICS, "07", *options)
        counted = IndicatorValue.objects.filter(
            source="INEGI, DENUE 2024", territory__level__code="municipality"
        )
        self.journey.tell(f"pharmacies: exit {answer.status}, {counted.count()} municipalities counted")

    def directory(self) -> None:
        """Ohana's sample in, and out again by the standard, where nothing else is recorded here or above."""
        place = self._place("MX.01.001")
        folder = self.journey.data / OHANA
        archive = self.journey.folder / "ohana.zip"
        with zipfile.ZipFile(archive, "w") as target:
            for path in sorted(folder.glob("*.csv")):
                target.write(path, path.name)
        answer = read_directory(archive, archive.name)
        if not isinstance(answer, bytes):
            raise TypeError(str(answer.message))
        directory = take_apart(mend("Ohana", given_tables(answer)).tables)
        plan = plan_directory(place, "Ohana", directory, stored=None)
        sent = hashlib.sha256(archive.read_bytes()).hexdigest()
        take_directory(
            territory=place, name="Ohana", sha256=sent, directory=directory, plan=plan,
            sector=Sector.CIVIL_SOCIETY, by=self.person,
        )  # fmt: skip
        found = (len(plan.institutions), len(plan.programmes), len(plan.offices))
        self.expect("Ohana: organizations, services, locations", (8, 23, 22), found)
        out = _tables_in(write_archive(directory_of(place)))
        handed = tuple(len(out[name]) for name in ("organizations", "services", "locations"))
        self.expect("Ohana out again", (8, 23, 22), handed)
        package = json.loads((self.journey.data / DATAPACKAGE).read_text(encoding="utf-8"))
        faults = [
            f"{name}.{field['name']}"
            for resource in package["resources"]
            for name in [resource["path"].removesuffix(".csv")]
            for field in resource["schema"]["fields"]
            for row in out.get(name, [])
            if field.get("constraints", {}).get("required") and not row[field["name"]]
        ]
        self.expect("cells that HSDS 3 requires and that are empty", [], sorted(set(faults)))


def _unquoted(proposed: list[ProposedProgramme]) -> list[str]:
    """Programmes for which a word was quoted that they do not say."""
    return [
        one.programme.name
        for one in proposed
        for each in one.proposals
        for words in each.quoted
        if words.lower() not in _text(one).lower()
    ]


def _text(one: ProposedProgramme) -> str:
    of = one.programme
    return f"{of.name} {of.purpose} {of.target_population} {of.benefit}"


def _tables_in(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }
