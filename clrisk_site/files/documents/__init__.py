"""Writers of documents: what turns a finished page into a file."""
