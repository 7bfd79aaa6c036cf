"""What a country's ministry writes in the catalogues: adapted and own entries, their pages and history."""
