"""The section on girls: girls and boys with and without chores, and what stays unseen (R2)."""

from collections.abc import Iterator

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.files.documents.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Kind,
    Paragraph,
    Role,
    Table,
)
from diagnosis.documents.place_sheet import invisible_words
from diagnosis.documents.reader import Reader
from diagnosis.documents.sheet_tables import girls_table, number_cell, said_once
from diagnosis.presenters.evidence_words import outcome_words
from diagnosis.queries.girls_visibility import GirlsVisibility, SexEffect, SexSeries


def girls_part(visibility: GirlsVisibility, reader: Reader) -> Iterator[Block]:
    """Yield the section; it stands in every report, also where nothing is known of girls."""
    yield Heading(gettext("Girls and the work at home"))
    yield Paragraph(girls_lead(visibility), Role.LEAD)
    yield girls_table(visibility, reader)
    for series in (visibility.without_chores, visibility.with_chores):
        if series is not None and series.stale is not None:
            yield Paragraph(render(series.stale), label=gettext("Attention:"))
    if visibility.effects:
        yield _effects(visibility.effects)
    yield Bullets(tuple(_notes(visibility)), gettext("How to read it"))


def girls_lead(visibility: GirlsVisibility) -> str:
    """Say how the picture changes with chores, or what is missing to say it."""
    alone, together = _pair(visibility.without_chores), _pair(visibility.with_chores)
    if alone and together:
        first = gettext("Without chores, an estimated %(girls)s of girls and %(boys)s of boys work.") % alone
        second = gettext("With chores it is %(girls)s of girls and %(boys)s of boys.") % together
        return f"{first} {second}"
    if alone:
        said = gettext("Without chores, an estimated %(girls)s of girls and %(boys)s of boys work.") % alone
        return said if visibility.measures_chores else f"{said} {invisible_words()}"
    if together:
        return (
            gettext("Chores included, an estimated %(girls)s of girls and %(boys)s of boys work.") % together
        )
    if visibility.series:
        return gettext("Girls and boys cannot be compared: a share rests on too few cases to be shown.")
    return (
        gettext("No share of girls and boys who work is known here.")
        + " "
        + ("" if visibility.measures_chores else invisible_words())
    )


def _pair(series: SexSeries | None) -> dict[str, str] | None:
    if series is None:
        return None
    girls, boys = words_for(series.girls.share), words_for(series.boys.share)
    if not girls.value or not boys.value:
        return None
    return {"girls": f"{girls.value} %", "boys": f"{boys.value} %"}


def _effects(effects: tuple[SexEffect, ...]) -> Table:
    numbers = [one.points for effect in effects for one in (effect.girls, effect.boys) if one is not None]
    return Table(
        title=gettext("Differences for girls and for boys"),
        columns=(
            Column(gettext("Factor")),
            Column(gettext("What it goes with")),
            Column(gettext("Girls"), Kind.NUMBER, gettext("points")),
            Column(gettext("Boys"), Kind.NUMBER, gettext("points")),
        ),
        rows=tuple(
            (
                Cell(effect.factor),
                Cell(outcome_words(effect.outcome)),
                number_cell(effect.girls.points) if effect.girls else Cell(gettext("Not measured here")),
                number_cell(effect.boys.points) if effect.boys else Cell(gettext("Not measured here")),
            )
            for effect in effects
        ),
        holds=said_once(numbers),
    )


def _notes(visibility: GirlsVisibility) -> Iterator[str]:
    yield gettext("Economic activity and chores in the own home stand apart, each for girls and for boys.")
    if visibility.with_chores is not None and visibility.without_chores is not None:
        yield gettext("The two series follow different rules. Their numbers are compared, never added up.")
    if not visibility.measures_chores:
        yield gettext("A survey that asks for the hours of chores would show what is missing here.")
    yield gettext("A difference between girls and boys is associated with sex. It shows no cause.")
