"""Views hand writes to actions or to people.writing; a view that writes rows itself fails here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
HARMLESS = {"digest", "context", "values", "session", "hash"}  # receivers that are no rows


def _view_modules() -> list[Path]:
    found = [*ROOT.glob("*/views/**/*.py"), *ROOT.glob("clrisk_site/*/views/**/*.py")]
    return sorted({*found, *ROOT.glob("*/views.py"), *ROOT.glob("clrisk_site/*/views.py")})


def _row_writes(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
        ):
            continue
        receiver = ast.unparse(node.func.value).split(".")[-1]
        uncommitted = any(keyword.arg == "commit" for keyword in node.keywords)
        if receiver not in HARMLESS and not uncommitted:
            yield f"{node.lineno}: {ast.unparse(node.func)}"


@pytest.mark.parametrize("module", _view_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_view_writes_no_rows(module: Path) -> None:
    assert list(_row_writes(module.read_text(encoding="utf-8"))) == []


def test_the_check_can_fail() -> None:
    assert list(_row_writes("Zone.objects.create(letter='A')"))
    assert list(_row_writes("zone.save()"))
    assert not list(_row_writes("form.save(commit=False)"))
