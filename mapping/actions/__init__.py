"""Writes that touch more than one row: atomic, with the actor, audited in the same transaction."""
