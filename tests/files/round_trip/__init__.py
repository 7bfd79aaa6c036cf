"""Every kind of file goes out in the shape it comes in."""
