"""The action plan: collected once, put into words by one presenter, shown by one template."""
