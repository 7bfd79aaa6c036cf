"""Registers of services counted per area: columns, checks, counting, comparison, writing and removing."""
