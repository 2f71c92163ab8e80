"""Ways to run the pipeline over many reports; the in-process one is the oracle."""
