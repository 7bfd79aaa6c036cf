"""Pages of the planning stages: authorise and fetch in one call, a query, a presenter, a template."""
