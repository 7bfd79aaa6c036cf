"""Forms of the diagnosis, one per record that people edit."""
