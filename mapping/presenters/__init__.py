"""Pure functions from domain values to what a template needs."""
