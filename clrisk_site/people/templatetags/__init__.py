"""Tags for the templates of every floor."""
