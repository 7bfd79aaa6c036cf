"""The mapping in the words of others: service directories, tables of who does what where, one workbook."""
