"""Texts are found wherever they are marked, and the check fails on each kind of fault."""

from pathlib import Path

import polib
import pytest

from clrisk_site.setup.messages.catalogues import compile_catalogue, faults, updated
from clrisk_site.setup.messages.extraction import Text, extract, texts_of_python, texts_of_template


def test_every_marker_of_the_sources_is_known() -> None:
    source = """
_("plain"), gettext("called"), translation.gettext_lazy("by attribute"), N_("pure"), says("said %(n)s", n=1)
ngettext("one", "many", n), counts("a row", "%(count)s rows", 2), NP_("x", "xs"), pgettext("month", "May")
npgettext("place", "seat", "seats", n), _("joined " "over " "pieces"), _(variable), other("no")
"""
    assert set(texts_of_python(source)) == {
        Text("plain"),
        Text("called"),
        Text("by attribute"),
        Text("pure"),
        Text("said %(n)s"),
        Text("one", "many"),
        Text("a row", "%(count)s rows"),
        Text("x", "xs"),
        Text("May", None, "month"),
        Text("seat", "seats", "place"),
        Text("joined over pieces"),
    }


def test_templates_are_read_as_django_reads_them() -> None:
    source = """{% load i18n %}<p title="{% translate 'A "title"' %}">{{ _("constant") }}
{% translate "May" context "month" %}{% blocktranslate trimmed count n=x %}
  one {{ n }}
{% plural %}
  {{ n }} things
{% endblocktranslate %}{% blocktranslate %}50 % of {{ a }}{% endblocktranslate %}{{ x|default:_("none") }}"""
    assert set(texts_of_template(source)) == {
        Text('A "title"'),
        Text("constant"),
        Text("May", None, "month"),
        Text("one %(n)s", "%(n)s things"),
        Text("50 %% of %(a)s"),
        Text("none"),
    }


def test_templates_are_read_wherever_the_checkout_lies(tmp_path: Path) -> None:
    page = tmp_path / "static-sites" / "templates" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text('{% load i18n %}{% translate "Found" %}')
    assert extract(tmp_path / "static-sites") == {Text("Found"): "templates/page.html"}


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    file = polib.POFile()
    file.extend(entries)
    return file


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (None, "not in the catalogue"),
        (polib.POEntry(msgid="%(n)s rows"), "not translated"),
        (polib.POEntry(msgid="%(n)s rows", msgstr="%(n)s filas", flags=["fuzzy"]), "not translated"),
        (polib.POEntry(msgid="%(n)s rows", msgstr="%(m)s filas"), "other placeholders"),
        (polib.POEntry(msgid="%(n)s rows", msgstr="filas"), "other placeholders"),
    ],
)
def test_a_faulty_translation_is_found(entry: polib.POEntry | None, words: str) -> None:
    found = list(faults(catalogue(*([entry] if entry else [])), {Text("%(n)s rows"): "a.py"}, "es"))
    assert len(found) == 1
    assert words in found[0]


def test_a_text_that_nobody_says_any_more_is_found() -> None:
    stale = catalogue(polib.POEntry(msgid="gone", msgstr="ido"))
    assert "no longer in the sources" in next(faults(stale, {}, "es"))


def test_a_good_translation_is_no_fault() -> None:
    good = catalogue(
        polib.POEntry(
            msgid="one row", msgid_plural="%(n)s rows", msgstr_plural={0: "una fila", 1: "%(n)s filas"}
        )
    )
    assert list(faults(good, {Text("one row", "%(n)s rows"): "a.py"}, "es")) == []


def test_an_update_keeps_translations_drops_stale_texts_and_fills_english() -> None:
    old = catalogue(polib.POEntry(msgid="kept", msgstr="guardado"), polib.POEntry(msgid="gone", msgstr="ido"))
    texts = [Text("new"), Text("kept"), Text("a row", "rows")]
    spanish = {entry.msgid: entry.msgstr for entry in updated(old, texts, "es")}
    assert spanish == {"a row": "", "kept": "guardado", "new": ""}
    english = updated(polib.POFile(), texts, "en")
    assert all(entry.translated() for entry in english)


def test_catalogue_is_compiled_once(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    updated(polib.POFile(), [Text("x")], "en").save(str(path))
    compile_catalogue(path)
    compiled = path.with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    compile_catalogue(path)
    assert compiled.stat().st_mtime_ns == first
    assert [entry.msgid for entry in polib.mofile(str(compiled))] == ["x"]
