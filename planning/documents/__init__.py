"""Documents of the planning stages, printed and read on the screen from the same content."""
