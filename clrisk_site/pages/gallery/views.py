"""The gallery: an index, a page per component, and a specimen of a printed document."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.pages.gallery.drawings import drawn_states, printed_maps
from clrisk_site.pages.gallery.forms import FIELDS
from clrisk_site.pages.gallery.specimens import example_parameters, read_icons, read_specimens, states_of

COLOURS = (
    ("ink", "tinta", "#17282c", "15.3"),
    ("ink-2", "tinta-2", "#4b5c60", "7.0"),
    ("petrol", "petróleo", "#0d4f56", "9.3"),
    ("petrol-dark", "petróleo-oscuro", "#0a343a", "13.4"),
    ("petrol-tint", "petróleo-tenue", "#e3eeed", "1.2"),
    ("paper", "papel", "#f5f2ea", "1.1"),
    ("rule", "línea", "#cdd3d0", "1.5"),
    ("focus", "foco", "#ffc845", "1.5"),
    ("low", "baja", "#f6ead0", "1.2"),
    ("medium", "media", "#dc9f52", "2.3"),
    ("high", "alta", "#7d3417", "8.8"),
    ("girls", "niñas", "#6a2a70", "9.6"),
    ("boys", "niños", "#0d6470", "6.8"),
    ("warn-tint", "aviso", "#fbeed3", "1.1"),
    ("error", "error", "#ad2a1e", "6.7"),
    ("success", "logro", "#1d6b45", "6.5"),
)


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """List the components by group, with the colours and the icons."""
    specimens = read_specimens().values()
    context = {
        "colours": COLOURS,
        "icons": read_icons(),
        "groups": [(name, list(found)) for name, found in groupby(specimens, key=lambda one: one.group)],
        "total": len(specimens),
        "nav": "help",
        "is_demo": True,
    }
    return render(request, "gallery/gallery.html", context)


@login_not_required
def show_component(request: HttpRequest, component: str) -> HttpResponse:
    """Show one component in its states, its parameters and the line that includes it."""
    specimen = read_specimens().get(component)
    if specimen is None:
        raise Http404
    context = {
        "specimen": specimen,
        "states": states_of(specimen, request),
        "media": FIELDS[component].field.widget.media if component in FIELDS else "",
        "patterns": mark_safe(pattern_definitions()),  # noqa: S308 - our own drawing of constants
        "nav": "help",
        "is_demo": True,
    }
    return render(request, "gallery/component.html", context)


@login_not_required
def printed_specimen(request: HttpRequest) -> HttpResponse:
    """Show the pieces of a printed document as its print view."""
    return render(request, "gallery/document.html", {**printed_parameters(), "for_screen": True})


def printed_parameters() -> dict[str, Any]:
    """Return what the specimen of a printed document needs; a test hands the same to the PDF writer."""
    drawn = drawn_states()
    return {
        "document": "Plan de acción · Municipio de ejemplo",
        "state": "Borrador · versión 3",
        "imprint": "Versión 3 · 21 de mayo, 09:15 · huella 7f3a 91c2",
        "back_url": reverse("components"),
        **printed_maps(),
        "chart": drawn["chart"]["full"]["chart"],
        "figures": drawn["key_figures"]["full"]["figures"],
        "examples": example_parameters(),
    }
