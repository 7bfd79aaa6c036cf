"""Views that every room shares: editing a record with its version, and people's own pages."""
