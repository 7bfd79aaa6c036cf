"""Cells of text become values, one module per kind.

Whole columns at once, single cells only where they fail.
"""
