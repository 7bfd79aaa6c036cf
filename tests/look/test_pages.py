"""Help, glossary, sources and accessibility: open to everyone, in every language."""

import pytest
from django.test import Client

from clrisk_site.catalogue.texts import LANGUAGES
from clrisk_site.pages.glossary import read_glossary

ADDRESSES = ("/help/", "/help/accessibility/", "/help/glossary/", "/help/sources/")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_page_answers_everyone_in_each_language(client: Client, address: str, language: str) -> None:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_takes_no_other_method(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary_is_whole_and_in_order_in_each_language(language: str) -> None:
    from django.utils import translation

    with translation.override(language):
        terms = read_glossary()
    assert len(terms) >= 40
    assert all(term.word and term.meaning for term in terms)
    assert len({term.word for term in terms}) == len(terms)


def test_accents_do_not_push_a_word_to_the_end() -> None:
    from django.utils import translation

    with translation.override("es"):
        words = [term.word for term in read_glossary()]
    assert words.index("Índice combinado") < words.index("Línea de acción") < words.index("Zona prioritaria")


def test_unknown_address_answers_in_words(client: Client) -> None:
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "<h1>" in response.content.decode()
