"""Correspondence analysis: which categories go together, drawn from counts. Maps only, no tests."""
