-- One row per manifest; a later run with the same one adds nothing.
INSERT INTO runs (run_id, version, settings, model, lexicon, gazetteer, started)
VALUES ($run_id, $version, $settings, $model, $lexicon, $gazetteer, $started)
ON CONFLICT DO NOTHING
