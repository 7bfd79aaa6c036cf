"""Numbers with their story, suppression, rules, and drawings as SVG. Pure: nothing here knows Django."""
