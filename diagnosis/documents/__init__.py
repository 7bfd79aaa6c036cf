"""Documents of the diagnosis: factsheets of one page, and the report of the characterisation."""
