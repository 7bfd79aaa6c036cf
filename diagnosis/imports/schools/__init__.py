"""Registers of schools: columns, checks, comparison, writing and removing."""
