"""Typed, cached loaders of the word lists; nothing is read at import."""
