"""What the gallery shows: each component in its states, from specimens/*.yaml, drawings and fields."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string

from clrisk_site.pages.gallery.counts import counted_states
from clrisk_site.pages.gallery.drawings import drawn_states
from clrisk_site.pages.gallery.forms import FIELDS, FieldSpecimen, FilterForm

SPECIMENS = Path(__file__).with_name("specimens")
COMPONENTS = settings.BASE_DIR / "templates" / "components"
FORM_GROUP = "Formularios"
# What every component has, or says why not.
STATES = {"empty": "Sin datos", "full": "Completa", "error": "Con error"}
ICONS = {
    "arrow": "Flecha",
    "changed": "Cambió",
    "check": "Hecho",
    "covered": "Cubierto",
    "does_not_reach": "No llega",
    "duplicated": "Duplicado",
    "factor": "Factor",
    "gone": "Retirado",
    "indicator": "Indicador",
    "mark": "Marca del sitio",
    "nature_coordinate": "Coordinar",
    "nature_execute": "Ejecutar",
    "nature_finance": "Financiar",
    "nature_monitor": "Dar seguimiento",
    "nature_none": "Sin atribución",
    "nature_regulate": "Regular",
    "new": "Nuevo",
    "no_programme": "Sin programa",
    "nobody_competent": "Nadie competente",
    "places_insufficient": "Lugares insuficientes",
    "programme": "Programa",
    "publish": "Publicar",
    "result": "Resultado",
    "review": "Revisar",
    "rule_prevents": "Una regla lo impide",
    "sorted_down": "Orden descendente",
    "sorted_up": "Orden ascendente",
    "statistic": "Estadística",
    "suppress": "Ocultar",
    "unknown": "Sin datos",
}
_COMMENT = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)


@dataclass(frozen=True)
class Specimen:
    """A component: its name, one line, its states with their parameters, and why one has no sense."""

    name: str
    title: str
    group: str
    line: str
    template: str
    states: Mapping[str, Any]
    without: Mapping[str, str]
    include: str
    parameters: str

    @property
    def needs_plotly(self) -> bool:
        """Whether one of its states is drawn by the chart script."""
        return any((state.get("chart") or {}).get("data") for state in self.states.values() if state)


@dataclass(frozen=True)
class State:
    """One state as it is shown: its words and either its markup or the sentence that says why not."""

    name: str
    label: str
    html: str = ""
    why_not: str = ""


def read_specimens() -> dict[str, Specimen]:
    """Return every component by its name, in the order of their groups and titles."""
    found = [*_from_files(), *_of_fields()]
    return {
        one.name: one
        for one in sorted(found, key=lambda one: (one.group == FORM_GROUP, one.group, one.title))
    }


def states_of(specimen: Specimen, request: HttpRequest) -> list[State]:
    """Render a component in each of its states, the three that all share first."""
    names = [*STATES, *(name for name in specimen.states if name not in STATES)]
    return [
        State(name, _label(name), why_not=specimen.without[name])
        if name not in specimen.states
        else State(name, _label(name), _render(specimen, specimen.states[name], request))
        for name in names
    ]


def _label(name: str) -> str:
    return STATES.get(name, name[:1].upper() + name[1:])


def read_icons() -> list[State]:
    """Render every icon, with what it stands for and the name of its file."""
    icons = sorted((COMPONENTS / "icons").glob("*.svg"))
    return [
        State(one.stem, ICONS[one.stem], render_to_string(f"components/icons/{one.name}")) for one in icons
    ]


def example_parameters() -> dict[str, dict[str, Any]]:
    """Return the parameters of each component when it is full, by its name."""
    return {one.name: dict(one.states["full"]) for one in _from_files() if "full" in one.states}


def _from_files() -> Iterator[Specimen]:
    made = {**drawn_states(), **counted_states(), **_states_of_lists()}
    for path, entry in _read_files().items():
        name = path.removesuffix(".yaml")
        states = {**entry["states"], **made.get(name, {})}
        template = entry.get("template", name)
        yield Specimen(
            name=name,
            title=entry["title"],
            group=entry["group"],
            line=entry["line"],
            template=template,
            states=states,
            without=entry.get("without") or {},
            include=_include_line(template, next(iter(states.values()), {})),
            parameters=_parameters_of(template),
        )


def _of_fields() -> Iterator[Specimen]:
    for name, one in FIELDS.items():
        yield Specimen(
            name=name,
            title=one.title,
            group=FORM_GROUP,
            line=one.line,
            template="",
            states={state: {"specimen": one, "state": state} for state in STATES},
            without={},
            include=f"{one.include}\n{{{{ form.field.as_field_group }}}}",
            parameters="",
        )


def _states_of_lists() -> dict[str, dict[str, Any]]:
    wrong = FilterForm({"level": "galáctico", "zone": "A"}, auto_id="wrong_%s")
    wrong.is_valid()
    filters = {
        "empty": {"form": FilterForm(auto_id="filter_%s"), "url": "#", "label": "Filtrar, sin datos"},
        "full": {"form": FilterForm({"level": "state"}, auto_id="set_%s"), "url": "#", "active": True},
        "error": {"form": wrong, "url": "#", "active": True, "label": "Filtrar, con error"},
    }
    return {"filter_bar": filters, "pagination": {"full": {"page": Paginator(range(230), 20).get_page(4)}}}


@cache
def _read_files() -> dict[str, Any]:
    paths = sorted(SPECIMENS.glob("*.yaml"))
    return {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


def _render(specimen: Specimen, parameters: dict[str, Any], request: HttpRequest) -> str:
    one = parameters.get("specimen")
    if isinstance(one, FieldSpecimen):
        return str(one.bound(parameters["state"]).as_field_group())
    return render_to_string(f"components/{specimen.template}.html", parameters, request)


def _parameters_of(template: str) -> str:
    found = _COMMENT.search((COMPONENTS / f"{template}.html").read_text(encoding="utf-8"))
    return " ".join(found[1].split()) if found else ""


def _include_line(template: str, parameters: Mapping[str, Any]) -> str:
    given = "".join(f" {name}={name}" for name in parameters)
    alone = "" if "without `only`" in _parameters_of(template) else " only"
    return f'{{% include "components/{template}.html"{" with" if given else ""}{given}{alone} %}}'
