"""Thin views: authorise and fetch, form or query, presenter, render."""
