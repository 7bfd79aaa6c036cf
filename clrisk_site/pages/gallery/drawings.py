"""Parameters of the components that hold drawings. Areas, factors and figures are invented."""

from math import cos, pi, sin
from typing import Any

from django.utils.safestring import mark_safe
from shapely import unary_union
from shapely.geometry import Polygon

from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, Verdict, missing
from clrisk_site.figures.palette import BOYS, GIRLS
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark, draw_dots, draw_interval, draw_share
from clrisk_site.figures.svg.maps import MapPlace, MapShape, MapZone, draw_map
from clrisk_site.figures.svg.patterns import ShapeKind
from clrisk_site.figures.svg.sizes import Size

_KINDS = (ShapeKind.HIGH, ShapeKind.MEDIUM, ShapeKind.LOW, ShapeKind.MEDIUM, ShapeKind.LOW, ShapeKind.NO_DATA)
_INVENTED = Story(source="Cifras inventadas", basis=Basis.MODELLED, illustrative=True)
_FACTORS = (
    ("No asiste a la escuela", "relación en los dos sentidos", (7.9, 11.8, 15.7), (9.8, 13.6, 17.4)),
    ("Hogar grande", "frente a 3 o 4 personas", (1.1, 4.9, 8.7), (0.5, 4.2, 7.9)),
    ("Hogar con apoyo", "frente a sin apoyo", (-5.3, -2.8, -0.3), (-4.4, -1.9, 0.6)),
)
_HIDDEN_GIRLS, _HIDDEN_BOYS = (
    Dot(mark, missing(Unit.POINTS, _INVENTED, Availability.SUPPRESSED), "no se muestra")
    for mark in (Mark.GIRLS, Mark.BOYS)
)
_COLUMNS, _ROWS, _RADIUS = 6, 4, 0.01
_LEGEND = [
    {"kind": "high", "label": "Prioridad alta, 4"},
    {"kind": "medium", "label": "Media, 8"},
    {"kind": "low", "label": "Baja, 8"},
    {"kind": "no_data", "label": "Sin datos, 4"},
    {"kind": "zone", "label": "Zona prioritaria"},
]


def _map_parameters(*, known: bool = True) -> dict[str, Any]:
    return {
        "map": {
            "wide": _draw_map(Size.WIDE, known=known),
            "phone": _draw_map(Size.PHONE, known=known),
            "legend": _LEGEND if known else [{"kind": "no_data", "label": "Sin datos, 24"}],
            "source": "Áreas inventadas para esta página.",
            "illustrative": True,
        }
    }


def printed_maps() -> dict[str, Any]:
    """Return the map of a document's cover and that of its pages."""
    source = "Áreas inventadas para esta página."
    return {
        "cover_map": _draw_map(Size.COVER),
        "map": {"wide": _draw_map(Size.PRINT), "legend": _LEGEND, "source": source, "illustrative": True},
    }


def _draw_map(size: Size, *, known: bool = True) -> str:
    shapes = [
        MapShape(
            f"{column}-{row}",
            _hexagon(column, row),
            _KINDS[(column + 2 * row) % len(_KINDS)] if known else ShapeKind.NO_DATA,
        )
        for column in range(_COLUMNS)
        for row in range(_ROWS)
    ]
    high = [shape.geometry for shape in shapes if shape.kind is ShapeKind.HIGH]
    zones = [MapZone("A", unary_union(high[:1])), MapZone("B", unary_union(high[2:3]))] if known else []
    places = [MapPlace("Mercado", *high[1].centroid.coords[0])] if known else []
    drawing = draw_map(
        shapes, zones, places, size=size, title="Mapa de ejemplo", description="Áreas inventadas."
    )
    return mark_safe(drawing)  # noqa: S308 - our own drawing of constants


def _chart_parameters(*, known: bool = True) -> dict[str, Any]:
    rows = [
        DotRow(
            label,
            (_dot(Mark.GIRLS, *girls), _dot(Mark.BOYS, *boys)) if known else (_HIDDEN_GIRLS, _HIDDEN_BOYS),
            detail,
        )
        for label, detail, girls, boys in _FACTORS
    ]
    wide, phone = (
        mark_safe(  # noqa: S308 - our own drawing of constants
            draw_dots(
                rows,
                unit_label="puntos porcentuales",
                size=size,
                title="Diferencia en puntos porcentuales",
                description="Cifras inventadas de tres factores.",
                less="menos",
                more="más trabajo",
            )
        )
        for size in (Size.WIDE, Size.PHONE)
    )
    data = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [row[column][1] for row in _FACTORS],
            "y": [row[0] for row in _FACTORS],
            "marker": {"symbol": symbol, "size": 12, "color": colour},
        }
        for name, column, symbol, colour in (("Niñas", 2, "circle", GIRLS), ("Niños", 3, "square-open", BOYS))
    ]
    figure = {"data": data, "layout": {"font": {"family": "Source Sans 3", "size": 15}, "margin": {"l": 240}}}
    return {
        "chart": {
            "wide": wide,
            "phone": phone,
            "data": figure if known else None,
            "label": "Diferencia en puntos porcentuales",
            "source": "Ilustrativo.",
        }
    }


def _dot(mark: Mark, lower: float, value: float, upper: float) -> Dot:
    estimate = Estimate(value, Unit.POINTS, _INVENTED, lower=lower, upper=upper, verdict=Verdict.PUBLISH)
    return Dot(mark, estimate, f"{value:+.1f}".replace("-", "−"))


def _figure_parameters() -> dict[str, Any]:
    steps = [{"label": "bajo", "reached": True}, {"label": "medio"}, {"label": "alto"}]
    return {
        "figures": [
            {
                "label": "Nivel de riesgo oficial de la Fase I",
                "value": "Bajo",
                "steps": steps,
                "words": "de tres niveles: bajo, medio, alto",
                "verdict": "none",
                "reason": "Clase heredada",
                "source": "Modelo nacional, datos de 2015. No se recalcula aquí.",
            },
            {
                "label": "Adolescentes de 15 a 17 años que trabajan",
                "value": "11.8",
                "unit": "%",
                "drawing": _interval(9.6, 11.8, 14.4, Mark.ALL, "adolescents"),
                "words": "entre 9.6 y 14.4 %",
                "verdict": "publish",
                "source": "Encuesta de hogares 2015 · n = 2,316",
                "illustrative": True,
            },
            {
                "label": "Niñas de 12 a 17 años con 21 horas o más de quehaceres",
                "value": "9.3",
                "unit": "%",
                "drawing": _interval(6.2, 9.3, 13.7, Mark.GIRLS, "girls"),
                "words": "entre 6.2 y 13.7 %",
                "verdict": "review",
                "reason": "11 grados de libertad",
                "source": "Encuesta estatal 2019 · n = 604",
                "illustrative": True,
            },
            {
                "label": "Población que vive en las zonas prioritarias A a D",
                "value": "107,773",
                "drawing": mark_safe(draw_share(0.18, kind=ShapeKind.HIGH, title="18 %")),  # noqa: S308 - constant
                "words": "18 % del municipio · conteo, sin intervalo",
                "verdict": "publish",
                "source": "Censo de población · 39 de 229 AGEB",
                "illustrative": True,
            },
        ]
    }


def _missing_parameters() -> dict[str, Any]:
    return {
        "figures": [
            {
                "label": "Probabilidad de trabajo infantil",
                "missing": "No publicada",
                "words": "La Fase I publica aquí solo la clase.",
                "source": "Ficha municipal de 2017",
            },
            {
                "label": "Niñas que trabajan en la zona B",
                "missing": "No se muestra",
                "verdict": "suppress",
                "reason": "menos de 40 casos",
                "source": "Encuesta de hogares 2015",
                "illustrative": True,
            },
        ]
    }


def _interval(lower: float, value: float, upper: float, mark: Mark, prefix: str) -> str:
    estimate = Estimate(value, Unit.PERCENT, _INVENTED, lower=lower, upper=upper, verdict=Verdict.PUBLISH)
    title = f"{value} %, entre {lower} y {upper} %"
    return mark_safe(draw_interval(estimate, maximum=25, most="25 %", mark=mark, title=title, prefix=prefix))  # noqa: S308 - constant


def _hexagon(column: int, row: int) -> Polygon:
    east = -93.1 + column * 1.5 * _RADIUS
    north = 16.75 - (row + column % 2 / 2) * 3**0.5 * _RADIUS
    return Polygon([(east + _RADIUS * cos(k * pi / 3), north + _RADIUS * sin(k * pi / 3)) for k in range(6)])


def drawn_states() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the states of the components that hold a map, dots or key figures."""
    return {
        "map": {"empty": _map_parameters(known=False), "full": _map_parameters()},
        "chart": {"empty": _chart_parameters(known=False), "full": _chart_parameters()},
        "key_figures": {"empty": _missing_parameters(), "full": _figure_parameters()},
    }
