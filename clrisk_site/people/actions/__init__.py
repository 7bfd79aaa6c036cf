"""Writes that touch people and what they may do."""
