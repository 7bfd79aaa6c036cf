"""Tags for the pages of the floors above."""
