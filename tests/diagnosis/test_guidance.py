"""Guidance stands beside every step, says two lines in each language, and a country may tell its own."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from clrisk_site.catalogue.texts import LANGUAGES
from diagnosis.guidance import guidance

TEMPLATES = Path(__file__).parents[2] / "templates"
USED = re.compile(r'{% guidance "([a-z-]+)" %}')
LONGEST_SENTENCE = 24


def test_every_step_has_a_page_that_shows_it() -> None:
    shown = {code for page in TEMPLATES.rglob("*.html") for code in USED.findall(page.read_text("utf-8"))}
    assert shown == set(guidance())


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_lines_of_short_sentences(language: str) -> None:
    with override(language):
        for step in guidance().values():
            for line in (step.purpose, step.experience):
                sentences = [one for one in re.split(r"(?<=[.]) ", line) if one]
                assert len(sentences) in (2, 3), (step.code, line)
                assert all(len(one.split()) <= LONGEST_SENTENCE for one in sentences), (step.code, line)


def test_tag_shows_both_lines_and_refuses_an_unknown_step() -> None:
    with override("es"):
        page = Template('{% load guidance %}{% guidance "priority-zones" %}').render(Context())
    assert "Junta áreas vecinas de prioridad alta" in page
    assert "La primera ciudad acordó cuatro zonas" in page
    with pytest.raises(KeyError):
        Template('{% load guidance %}{% guidance "nothing" %}').render(Context())
