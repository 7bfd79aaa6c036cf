"""Judges files that people attach, by their content alone. No web framework: a child process runs it."""
