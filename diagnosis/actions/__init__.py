"""Writes that mean more than saving a form."""
