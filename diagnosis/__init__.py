"""Stage 2.1: Phase I results, factors, the working definition, priority zones and the territory's profile."""
