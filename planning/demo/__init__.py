"""The demonstration municipality: what is invented in YAML, and one builder per room that records it."""
