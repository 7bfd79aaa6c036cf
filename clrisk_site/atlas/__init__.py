"""Maps of the territories themselves: vintages of boundaries and what changed between them."""
