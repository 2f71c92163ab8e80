"""Names of places in, places out: the gazetteer, spellings, recognition, resolution."""
