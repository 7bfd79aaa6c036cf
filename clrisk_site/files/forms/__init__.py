"""Forms of the import: the file itself, the sheet, the columns and the facts."""
