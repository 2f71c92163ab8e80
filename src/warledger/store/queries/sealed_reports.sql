-- What each revision of some reports is sealed by: itself, its mentions, its claims. The rows
-- of a report have no order, so their texts are put in one.
-- sealing_…: the ledger's tables, or a batch that is about to be one of theirs.
WITH asked AS (SELECT unnest($names) AS report),
said AS (
    SELECT report, revision, sha256(string_agg(words, chr(30) ORDER BY words)) AS digest
    FROM (SELECT m.report, m.revision, to_json(m)::VARCHAR AS words
          FROM sealing_mentions m SEMI JOIN asked USING (report))
    GROUP BY report, revision
),
claimed AS (
    SELECT report, revision, sha256(string_agg(words, chr(30) ORDER BY words)) AS digest
    FROM (SELECT c.report, c.revision, to_json(c)::VARCHAR AS words
          FROM sealing_claims c SEMI JOIN asked USING (report))
    GROUP BY report, revision
)
SELECT 'report' AS kind, r.report AS name, r.revision,
    concat(sha256(to_json(r)::VARCHAR)[:32], '-', coalesce(said.digest, '')[:32], '-',
        coalesce(claimed.digest, '')[:32]) AS digest
FROM (FROM sealing_reports SEMI JOIN asked USING (report)) r
LEFT JOIN said USING (report, revision)
LEFT JOIN claimed USING (report, revision)
ORDER BY r.report, r.revision
