"""One module a rival; each writes the small ladder in the way that is usual for its tool."""
