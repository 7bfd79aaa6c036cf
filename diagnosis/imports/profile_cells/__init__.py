"""Files of profile cells: how many children of each profile live in an area, as groups and never persons."""
