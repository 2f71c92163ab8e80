-- The run manifest, without the clock.
SELECT run_id, version, settings, model, lexicon, gazetteer FROM runs ORDER BY run_id
