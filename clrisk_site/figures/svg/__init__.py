"""Drawings as SVG text: maps, charts and small pieces, for the screen and for paper."""
