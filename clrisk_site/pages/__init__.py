"""Pages that belong to no stage: help, glossary, sources, accessibility, and the gallery of components."""
