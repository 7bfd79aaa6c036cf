"""Writes of the plan that follow a rule or touch more than one field: keyword-only, audited, by a person."""
