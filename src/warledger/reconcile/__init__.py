"""Claims in, what follows from them out: copies, links, incidents, control of places."""
