"""Numeric methods of the diagnosis. Imports neither Django nor the apps."""
