"""Reads worth a name: each module answers one question with frozen dataclasses or a QuerySet."""
