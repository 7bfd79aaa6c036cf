"""What the benchmark of imports measures; the import itself runs in a process of its own."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import django
from django.db import connection, transaction

from tests.bench.import_files import code_of
from tests.bench.watching import timed

YEAR, SOURCE = 2020, "Bench"


def prepare(rows: int, factors: int) -> None:
    """Make the tables, the tree and the factors that the rows speak of."""
    from django.core.management import call_command

    from clrisk_site.places.models import Level, Territory

    call_command("migrate", verbosity=0)
    call_command("load_catalogues", stdout=io.StringIO())
    make_factors(factors)
    levels = {level.depth: level for level in Level.objects.filter(country="MX")}
    parents: dict[str, Any] = {"": Territory.objects.get(path="MX")}
    codes = [code_of(number) for number in range(rows)]
    for depth, length in ((1, 2), (2, 5), (3, 9), (4, 13)):
        above = levels[depth - 1].code_length
        made = [
            Territory(
                path=f"{parents[code[:above]].path}.{code[above:]}",
                code=code,
                name=f"Área {code}",
                search_name=f"area {code}",
                level=levels[depth],
                parent=parents[code[:above]],
            )
            for code in dict.fromkeys(code[:length] for code in codes)
        ]
        parents = {territory.code: territory for territory in Territory.objects.bulk_create(made, 10_000)}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_factors(factors: int) -> None:
    """Make the factors that the columns are called after."""
    from diagnosis.models import Factor

    for number in range(factors):
        text = dict.fromkeys(("es", "en", "pt", "fr"), f"bench {number}")
        Factor.objects.get_or_create(
            code=f"bench_{number}", defaults={"texts": text, "position": 100 + number}
        )


def import_file(file: Path) -> None:
    """Do what `manage.py import risk-results` does, from the file to the receipt."""
    from clrisk_site.files.actions.save_import import hash_of, save_import
    from clrisk_site.files.importing.order import ImportOrder
    from clrisk_site.files.importing.previewing import Understood, understand
    from clrisk_site.files.registry import imports
    from clrisk_site.places.models import Territory

    kind = imports.get("risk-results")
    assert kind is not None
    order = ImportOrder(
        kind=kind,
        territory=Territory.objects.get(path="MX"),
        path=file,
        file_name=file.name,
        year=YEAR,
        source=SOURCE,
        facts={"measure_type": "probability", "name": "Bench", "nature": "proxy"},
        trusted=True,
    )
    understood = understand(order)
    assert isinstance(understood, Understood), understood
    preview = understood.preview
    assert not preview.problems, preview.problems[:3]
    assert not preview.questions, preview.questions[:3]
    receipt = save_import(understood=understood, sha256=hash_of(file), by=None)
    assert receipt.new == receipt.rows, receipt.rows


def read_alone(file: Path) -> float:
    """Seconds to read the file with the fastest reader of its kind, keeping nothing."""

    def read_text() -> None:
        with file.open(encoding="utf-8", newline="") as text:
            for _row in csv.reader(text):
                pass

    def read_workbook() -> None:
        from python_calamine import CalamineWorkbook

        with CalamineWorkbook.from_path(str(file)) as book:
            book.get_sheet_by_index(0).to_python()

    return timed(read_workbook if file.suffix == ".xlsx" else read_text)


def copy_alone() -> float:
    """Seconds to put the rows that were stored into an equal, empty table, indexes and keys included."""
    seconds = _executemany_alone() if connection.vendor == "sqlite" else _copy_alone()
    _empty("diagnosis_riskresult", "diagnosis_riskrelease", "files_importjournal", "files_importreceipt")
    return seconds


def _copy_alone() -> float:
    with connection.cursor() as cursor, cursor.copy("COPY diagnosis_riskresult TO STDOUT") as copy:
        rows = [bytes(block) for block in copy]
    _empty("diagnosis_riskresult")

    def put() -> None:
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            cursor.copy("COPY diagnosis_riskresult FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write(row)

    return timed(put)


def _executemany_alone() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM diagnosis_riskresult")
        rows = cursor.fetchall()
        marks = ", ".join(["?"] * len(cursor.description))
    _empty("diagnosis_riskresult")

    def put() -> None:
        with transaction.atomic():
            # The bare connection: Django's cursor would look at every statement once more.
            connection.connection.executemany(f"INSERT INTO diagnosis_riskresult VALUES ({marks})", rows)

    return timed(put)


def _empty(*tables: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")
        else:
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")


def peer(file: Path, *, bulk: bool) -> float:
    """Seconds that django-import-export takes for a file, in its plain way or in its fastest."""
    import tablib  # type: ignore[import-untyped]  # ships no types
    from import_export import fields, resources
    from import_export.widgets import CachedForeignKeyWidget, ForeignKeyWidget

    from clrisk_site.places.models import Territory
    from diagnosis.models import RiskRelease, RiskResult

    release = RiskRelease.objects.create(
        country="MX",
        name=f"Peer, bulk {bulk}, {file.name}",
        measure_type="probability",
        class_scheme="three",
        year=YEAR,
        source=SOURCE,
    )
    widget = CachedForeignKeyWidget if bulk else ForeignKeyWidget
    classes = {"bajo": "low", "medio": "medium", "alto": "high"}

    class Results(resources.ModelResource):
        clave = fields.Field("territory", "clave", widget(Territory, "code"))
        value = fields.Field("value", "valor")
        lower = fields.Field("lower", "limite inferior")
        upper = fields.Field("upper", "limite superior")
        official_class = fields.Field("official_class", "clase")

        class Meta:
            model = RiskResult
            fields = ("clave", "value", "lower", "upper", "official_class")
            import_id_fields = ("clave",)
            use_bulk = skip_diff = force_init_instance = bulk
            batch_size = 1_000

        def before_import_row(self, row: Any, **_more: Any) -> None:
            row["clase"] = classes[row["clase"]]

        def after_init_instance(self, instance: RiskResult, _new: object, row: Any, **_more: Any) -> None:
            instance.release = release
            instance.factor_values = {name: float(row[name]) for name in row if name.startswith("bench_")}

    def load() -> None:
        if file.suffix == ".xlsx":
            dataset = tablib.Dataset().load(file.read_bytes(), format="xlsx")
        else:
            dataset = tablib.Dataset().load(file.read_text(encoding="utf-8"), format="csv")
        result = Results().import_data(dataset, raise_errors=True)
        assert not result.has_errors()

    return timed(load)


if __name__ == "__main__":
    django.setup()
    connection.ensure_connection()
    sys.stdout.write(f"{timed(lambda: import_file(Path(sys.argv[1])))}\n")
