"""Files in and out: uploads, the import wizard, receipts, documents, jobs and backups."""
