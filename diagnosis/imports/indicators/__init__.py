"""Files of area indicators, long or wide: columns, unfolding, checks, comparison, writing and removing."""
