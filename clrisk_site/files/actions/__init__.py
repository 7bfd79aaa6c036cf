"""Writes of this room: saving an import, making a document."""
