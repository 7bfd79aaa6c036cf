"""Parameters of the charts that hold counts, days and dates. All of them are invented."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe

from clrisk_site.figures.svg.charts import Bar, BarRow, GanttRow, draw_bar, draw_bars, draw_gantt
from clrisk_site.figures.svg.sizes import Size

_STAGES = (
    BarRow("Alcance", Bar(254, "254", 213, "+41"), "Tapachula"),
    BarRow("Diagnóstico local", Bar(171, "171", 120, "+51", running=True), "Oaxaca de Juárez · en curso"),
    BarRow("Diseño", Bar(22, "22", 90, running=True), "Tuxtla Gutiérrez · en curso"),
    BarRow("Diseño", Bar(88, "88", 90), "Puebla"),
)
_UNKNOWN = (
    BarRow("Alcance", Bar(None, "sin fecha de inicio", 213)),
    BarRow("Diagnóstico local", Bar(0, "0, empieza hoy", 120)),
)
_PLAN = (
    GanttRow(
        "Acordar el requisito",
        dt.date(2026, 3, 9),
        dt.date(2026, 5, 15),
        "LA-03 · dirección del DIF",
        "9 mar a 15 may",
        past=True,
    ),
    GanttRow("Sesión de la comisión", dt.date(2026, 6, 10), dt.date(2026, 6, 10), "LA-03 · enlace", "10 jun"),
    GanttRow(
        "Abrir 60 lugares en las zonas A y C",
        dt.date(2026, 7, 1),
        dt.date(2026, 12, 15),
        "LA-03 · DIF municipal",
        "1 jul a 15 dic",
    ),
)
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")


def _bars(rows: Sequence[BarRow]) -> dict[str, Any]:
    words = {
        "title": "Días por etapa",
        "description": "Cifras inventadas.",
        "reference_words": "referencia del primer piloto, en días",
    }
    return {
        "chart": {
            "wide": mark_safe(draw_bars(rows, size=Size.WIDE, **words)),  # noqa: S308 - our own drawing of constants
            "phone": mark_safe(draw_bars(rows, size=Size.PHONE, **words)),  # noqa: S308 - our own drawing of constants
            "label": "Días por etapa",
            "source": "Oscuro: cerrada. Claro: en curso. Con borde ámbar: sobre la referencia. Ilustrativo.",
        }
    }


def _gantt(rows: Sequence[GanttRow]) -> dict[str, Any]:
    drawings = {
        size.value: mark_safe(  # noqa: S308 - our own drawing of constants
            draw_gantt(
                rows,
                month_label=lambda day: _MONTHS[day.month - 1],
                size=size,
                title="Actividades por mes",
                description="Fechas inventadas.",
                today=dt.date(2026, 5, 27),
                today_words="hoy",
            )
        )
        for size in (Size.WIDE, Size.PHONE)
    }
    return {
        "chart": {**drawings, "label": "Actividades por mes", "source": "Claro: ya terminó. Ilustrativo."}
    }


def _bars_in_cells() -> dict[str, Any]:
    rows = []
    for row in _STAGES:
        drawing = draw_bar(row.bar, maximum=260, title="")
        days = f"{row.bar.words} {row.bar.beyond}".strip()
        cells = [
            {"text": row.detail},
            {"text": row.label, "label": "Etapa"},
            {"text": days, "label": "Días", "drawing": mark_safe(drawing)},  # noqa: S308 - constants
        ]
        rows.append({"cells": cells})
    columns = [{"label": "Piloto"}, {"label": "Etapa"}, {"label": "Días", "note": "la raya es la referencia"}]
    return {
        "table": {"caption": "Días por etapa", "columns": columns, "rows": rows, "source": "Ilustrativo."}
    }


def counted_states() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the states of the components that hold bars or months."""
    return {
        "bar_chart": {"empty": _bars(_UNKNOWN), "full": _bars(_STAGES)},
        "bar_in_table": {"full": _bars_in_cells()},
        "gantt": {"empty": _gantt(_PLAN[1:2]), "full": _gantt(_PLAN)},
    }
