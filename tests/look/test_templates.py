"""What no template may hold, and what every component must say of itself."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))

FORBIDDEN = {
    "an inline style": re.compile(r"""\sstyle\s*=\s*["']""", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an event handler": re.compile(r"""\son[a-z]+\s*=\s*["']""", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "an address of another host": re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.IGNORECASE),
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_template_holds_nothing_the_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_component_opens_by_saying_its_parameters(path: Path) -> None:
    text = re.sub(r"^\s*{% load [^%]* %}\s*", "", path.read_text(encoding="utf-8"))
    assert text.startswith("{% comment %}")


def test_every_included_template_exists() -> None:
    included = re.compile(r"""{% (?:include|extends) "([^"]+)\"""")
    missing = {
        (named(path), name)
        for path in TEMPLATES
        for name in included.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / "templates" / name).exists()
    }
    assert not missing


def test_every_form_with_fields_leaves_the_checking_to_us() -> None:
    """The browser's own messages are in the browser's language and vanish; ours stand beside the field."""
    form = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
    fields = re.compile(r"as_field_group|\{\{ (?:form|field)\b")
    unchecked = {
        (named(path), opening)
        for path in TEMPLATES
        for opening, content in form.findall(path.read_text(encoding="utf-8"))
        if fields.search(content) and "novalidate" not in opening
    }
    assert not unchecked
