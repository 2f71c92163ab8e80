-- explain_claim_copied
-- The passages of other reports in which a stretch of a report stands.
SELECT p.origin, p.start, p."end", p.origin_start, p.origin_end
FROM (SELECT unnest(passages) AS p FROM copies WHERE report = $report)
WHERE p.start < $end AND p."end" > $start
ORDER BY ALL
