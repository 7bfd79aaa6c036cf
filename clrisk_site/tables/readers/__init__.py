"""One reader per file format. They run in the child process only and import no data library but their own."""
