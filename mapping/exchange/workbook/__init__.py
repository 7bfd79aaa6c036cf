"""One workbook of the whole mapping, out and in: a row keeps its key, so it is updated and not doubled."""
