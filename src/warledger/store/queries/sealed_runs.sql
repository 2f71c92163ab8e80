-- What each run is sealed by.
SELECT 'run' AS kind, run_id AS name, 0 AS revision, sha256(to_json(runs)::VARCHAR) AS digest
FROM runs WHERE run_id IN (SELECT unnest($names))
ORDER BY run_id
