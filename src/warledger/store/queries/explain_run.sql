-- explain_run
SELECT version, settings, model, lexicon, gazetteer FROM runs WHERE run_id = $id
