"""What the templates of the diagnosis may ask for."""
