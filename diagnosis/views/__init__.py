"""Pages of the diagnosis: authorise and fetch in one call, ask a query, present, render."""
