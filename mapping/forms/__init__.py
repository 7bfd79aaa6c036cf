"""Forms of the mapping records."""
