"""Files of risk results: columns, facts of the release, checks, comparison, writing and removing."""
