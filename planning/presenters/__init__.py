"""Pure: what queries and rules found becomes what a template shows. Screen and print share these."""
