-- The quotes of some incidents, in the order in which they were told.
SELECT w.n, c.claim_id AS claim, c.report, c.start, c."end", c.quote
FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
WHERE w.n IN (SELECT unnest($numbers))
ORDER BY w.rowid LIMIT $most
