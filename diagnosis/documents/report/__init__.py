"""The report of the characterisation: what was found out, how, and what it does not say."""
