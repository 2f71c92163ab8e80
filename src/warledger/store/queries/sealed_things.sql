-- The names of everything of a kind that has to have a seal.
SELECT name FROM (
    SELECT 'run' AS kind, run_id AS name, 0 AS number FROM runs
    UNION ALL SELECT DISTINCT 'report', report, 0 FROM reports
    UNION ALL SELECT 'judgement', number::VARCHAR, number FROM judgements)
WHERE kind = $kind ORDER BY number, name
