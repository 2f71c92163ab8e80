-- What each judgement is sealed by.
SELECT 'judgement' AS kind, number::VARCHAR AS name, 0 AS revision,
    sha256(to_json(judgements)::VARCHAR) AS digest
FROM judgements WHERE number::VARCHAR IN (SELECT unnest($names))
ORDER BY number
