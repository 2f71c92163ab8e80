-- Who tells the named claims: the nearest speaker, or the outlet in its own voice.
SELECT claim_id, coalesce(sources[1].name, outlet, 'report ' || report) AS teller
FROM claims JOIN current USING (report, revision) JOIN reports USING (report, revision)
WHERE claim_id IN (SELECT unnest($claims))
ORDER BY claim_id
