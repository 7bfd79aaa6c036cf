"""Finds out which column of a file is which field, and which territory a cell names.

Proposes; never guesses silently.
"""
