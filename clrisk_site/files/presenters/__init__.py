"""From previews, receipts and jobs to what the templates need. Reads no database, writes nothing."""
