"""Analyses of files by a written specification: reading, one module per method. Knows no web framework."""
