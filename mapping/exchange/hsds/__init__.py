"""Service directories in the Human Services Data Specification, version 3, out and in."""
