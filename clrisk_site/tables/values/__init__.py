"""Cells of text become values, one module per kind; whole columns at once, single cells only where they fail."""
