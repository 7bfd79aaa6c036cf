"""Documents of the mapping."""
