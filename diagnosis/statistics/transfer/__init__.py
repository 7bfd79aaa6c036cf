"""Coefficients of a survey applied to local profile cells: risks of areas and how far they can be trusted."""
