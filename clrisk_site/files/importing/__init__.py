"""One import from file to receipt, the same for the pages and for the command line."""
