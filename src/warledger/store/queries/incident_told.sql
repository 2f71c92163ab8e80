-- Whole claim rows with what their report adds; `$claims` are the ids wanted. What a report
-- copies: the row of `copies`, whose passages tell which claims were taken over.
SELECT
    c.*, r.outlet, r.published, r.sections,
    k.origin_id AS copy_origin, k.share AS copy_share, k.passages AS copy_passages
FROM claims c
JOIN current USING (report, revision)
JOIN reports r USING (report, revision)
LEFT JOIN copies k USING (report)
WHERE c.claim_id IN (SELECT unnest($claims))
