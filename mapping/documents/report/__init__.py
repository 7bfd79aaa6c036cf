"""The report of the mapping and the gap sheets: who may act, with what, where, and what is missing."""
