"""A report's text in, mentions and claims out: no files, no database, nothing kept."""
