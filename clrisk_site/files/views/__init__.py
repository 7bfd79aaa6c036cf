"""Pages of files in and out: authorise and fetch, form or query, presenter, render."""
