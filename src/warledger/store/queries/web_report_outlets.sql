SELECT r.outlet AS name, count(DISTINCT r.report) AS reports, count(c.claim_id) AS claims
FROM reports AS r JOIN current USING (report, revision)
LEFT JOIN claims AS c USING (report, revision)
GROUP BY r.outlet ORDER BY reports DESC, name NULLS LAST LIMIT 300
