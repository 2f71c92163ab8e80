-- explain_told
-- Who tells some claims, in the order of the reports.
SELECT c.claim_id, c.report, c.start, c."end", c.quote, c.status, r.outlet, r.published,
    c.sources[1].name AS speaker
FROM claims c JOIN current USING (report, revision) JOIN reports r USING (report, revision)
WHERE c.claim_id IN (SELECT unnest($claims))
ORDER BY r.published NULLS LAST, c.report, c.start, c.claim_id
