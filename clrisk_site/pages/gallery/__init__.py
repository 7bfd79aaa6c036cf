"""Every component in its states on one page, for those who build pages; not part of a server."""
