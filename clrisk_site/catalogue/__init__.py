"""Definitions that are data: rows seeded from YAML, texts in four languages, and wording of messages."""
