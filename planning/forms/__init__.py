"""Forms of the planning stages."""
