"""How the rows of a frame reach a database: as tuples, or as the binary rows of COPY."""
