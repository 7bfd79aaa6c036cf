"""What the gallery shows: each component in its states, read from specimens.yaml and from drawings.py."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.template.loader import render_to_string

SPECIMENS = Path(__file__).with_name("specimens.yaml")


@dataclass(frozen=True)
class State:
    """One state of a component, as it is included with its parameters."""

    name: str
    html: str


@dataclass(frozen=True)
class Specimen:
    """A component by the name of its template, with its states."""

    name: str
    states: tuple[State, ...]


def read_specimens(drawn: dict[str, dict[str, dict[str, Any]]]) -> tuple[Specimen, ...]:
    """Render every state of every component; `drawn` adds those that need a drawing, in the same shape."""
    entries = _read_entries() | drawn
    return tuple(
        Specimen(name, tuple(State(state, _render(name, parameters)) for state, parameters in states.items()))
        for name, states in entries.items()
    )


def read_icons() -> tuple[State, ...]:
    """Render every icon, by its name."""
    icons = sorted((settings.BASE_DIR / "templates" / "components" / "icons").glob("*.svg"))
    return tuple(State(icon.stem, render_to_string(f"components/icons/{icon.name}")) for icon in icons)


def _render(name: str, parameters: dict[str, Any]) -> str:
    return render_to_string(f"components/{name}.html", parameters)


def example_parameters() -> dict[str, dict[str, Any]]:
    """Return the parameters of each component's first state, by the component's name."""
    return {name: next(iter(states.values())) for name, states in _read_entries().items()}


def _read_entries() -> dict[str, dict[str, dict[str, Any]]]:
    entries = yaml.safe_load(SPECIMENS.read_text(encoding="utf-8"))
    return {entry["name"]: entry["states"] for entry in entries}
