"""Stage 2.2: institutions, competences, programmes and their local offers, spaces, supply and gaps."""
