"""The territory tree: levels, codes, names, validity and boundaries. It has no pages of its own."""
