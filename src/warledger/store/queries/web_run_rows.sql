-- The manifests of all runs with what came of each.
SELECT u.run_id, u.version, u.settings, u.model, u.lexicon, u.gazetteer,
    (SELECT count(*) FROM reports AS r JOIN current USING (report, revision)
     WHERE r.run_id = u.run_id) AS reports,
    (SELECT count(*) FROM claims AS c JOIN current USING (report, revision)
     WHERE c.run_id = u.run_id) AS claims
FROM runs AS u ORDER BY u.run_id
