"""The page: one self-contained file now, a server later."""
