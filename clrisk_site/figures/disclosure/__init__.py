"""Tables of persons with all their totals, protected so that no hidden count can be worked out. Pure."""
