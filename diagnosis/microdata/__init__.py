"""The three techniques on microdata: what is chosen, what is left of the file, what is computed."""
